namespace Sed.Exchange.Node.Region;

/// <summary>Folders of an installation that exchanges files, in a development region.</summary>
/// <param name="Root">Where they lie.</param>
public sealed record InstallationFolders(string Root)
{
    /// <summary>Outbox.</summary>
    public string Out => Path.Combine(Root, "Out");

    /// <summary>Input for documents.</summary>
    public string Documents => Path.Combine(Root, "DocumentIn");

    /// <summary>Input for reports.</summary>
    public string Reports => Path.Combine(Root, "ReportIn");

    /// <summary>Where the installation keeps what it took.</summary>
    public string Kept => Path.Combine(Root, "kept");

    /// <summary>Makes the folders that are the installation's to make.</summary>
    public void Make()
    {
        foreach (var folder in (string[])[Out, Documents, Reports]) Directory.CreateDirectory(folder);
    }
}
