namespace Sed.Exchange.Packages.Sev;

/// <summary>Generation of the format a peer's product understands.</summary>
public enum SevGeneration
{
    /// <summary>Version 12 and 13: no extension namespaces, no content of Expansion.</summary>
    V12,

    /// <summary>Version 18: Ext2015, Ext2016, Ext2018, any content of Expansion.</summary>
    V18,
}
