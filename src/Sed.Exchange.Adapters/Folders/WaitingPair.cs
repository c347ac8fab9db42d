namespace Sed.Exchange.Adapters.Folders;

/// <summary>A pair of the outbox between the looks. Changed by one look at a time.</summary>
/// <param name="stamp">The minute-stamp folder it lies in, or null.</param>
/// <param name="name">Name of the folder, the <c>.env</c> without its ending.</param>
internal sealed class WaitingPair(string? stamp, string name)
{
    /// <summary>The minute-stamp folder it lies in, or null: in the outbox itself.</summary>
    public string? Stamp { get; } = stamp;

    /// <summary>The message's name.</summary>
    public string Name { get; } = name;

    /// <summary>The folder as it is spelt.</summary>
    public string Folder { get; set; } = name;

    /// <summary>The <c>.env</c> as it is spelt.</summary>
    public string Env { get; set; } = name + PairName.EnvSuffix;

    /// <summary>True once its folder was seen among the names.</summary>
    public bool HasFolder { get; set; }

    /// <summary>True once its <c>.env</c> was.</summary>
    public bool HasEnv { get; set; }

    /// <summary>What the last look saw.</summary>
    public string? Seen { get; set; }

    /// <summary>Looks in a row that saw the same.</summary>
    public int Looks { get; set; }

    /// <summary>Since when the same is seen, by the monotonic clock.</summary>
    public long SameSince { get; set; }

    /// <summary>When it is looked at next, by the monotonic clock.</summary>
    public long Due { get; set; }

    /// <summary>Times it could not be taken for a temporary reason.</summary>
    public int Postponed { get; set; }

    /// <summary>For the log and for people.</summary>
    public override string ToString() => Stamp is null ? Name : $"{Stamp}/{Name}";
}
