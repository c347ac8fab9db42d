namespace Sed.Exchange.Packages.Emchd;

/// <summary>Whether the powers may be handed on (<c>@ПрПередов</c>).</summary>
public enum EmchdSubdelegation
{
    /// <summary>1, or anything unknown: they may not.</summary>
    No = 1,

    /// <summary>2: once; whoever receives them so may not hand them on again.</summary>
    Once = 2,

    /// <summary>3: again and again.</summary>
    Again = 3,
}
