namespace Sed.Exchange.Adapters.Folders;

/// <summary>Where one installation and the node leave mail for each other. Paths are absolute.</summary>
public sealed record FolderPlace
{
    /// <summary>Subfolder of <see cref="Out"/> for what the node took, unless another folder is named.</summary>
    public const string TakenName = "taken";

    /// <summary>Subfolder of <see cref="Out"/> for what the node refused, unless another folder is named.</summary>
    public const string ErrorsName = "errors";

    /// <summary>Subfolder of each input in which a message is made ready: on the same file system, so that showing it is one rename.</summary>
    public const string StagingName = ".sedx";

    /// <summary>Organisations whose mail goes through these folders: the installation speaks for them.</summary>
    public required IReadOnlyList<Guid> Organisations { get; init; }

    /// <summary>Outbox: the installation writes, the node takes.</summary>
    public required string Out { get; init; }

    /// <summary>Input for documents: the node writes, the installation takes.</summary>
    public required string Documents { get; init; }

    /// <summary>Input for reports.</summary>
    public required string Reports { get; init; }

    /// <summary>What the node took from the outbox, by day.</summary>
    public required string Taken { get; init; }

    /// <summary>What the node refused, with the reason beside it.</summary>
    public required string Errors { get; init; }

    /// <summary>Mail address of the installation's channel, written into <c>Address</c> of every <c>.env</c>; null: that of the passport.</summary>
    public string? Address { get; init; }

    /// <summary>Id under which the channel submits and leases.</summary>
    public string Client => $"folder:{Organisations[0]}";

    /// <summary>Where messages for an input are made ready.</summary>
    public static string Staging(string input) => Path.Combine(input, StagingName);
}
