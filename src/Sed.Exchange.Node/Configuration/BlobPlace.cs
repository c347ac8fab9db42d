namespace Sed.Exchange.Node.Configuration;

/// <summary>Where containers are kept: files of the data folder, or a container of a storage account.</summary>
public sealed record BlobPlace
{
    /// <summary><see cref="Kind"/> of files in the data folder.</summary>
    public const string Files = "files";

    /// <summary><see cref="Kind"/> of Azure Blob Storage.</summary>
    public const string Azure = "azure";

    /// <summary><see cref="Files"/> or <see cref="Azure"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Azure: file whose first line is the connection string; null: the managed identity is used.</summary>
    public string? ConnectionStringFile { get; init; }

    /// <summary>Azure: address of the account for the managed identity; null: the connection string names it.</summary>
    public Uri? Account { get; init; }

    /// <summary>Azure: client id of a user-assigned identity; null: the system-assigned one.</summary>
    public string? Identity { get; init; }

    /// <summary>Azure: the container; null for files.</summary>
    public string? Container { get; init; }

    /// <summary>Azure: put before every name; empty for none.</summary>
    public string Prefix { get; init; } = string.Empty;
}
