namespace Sed.Exchange.Client.Wire;

/// <summary>Whether making a call twice does the same as making it once.</summary>
internal enum Repeatable
{
    /// <summary>It does not, or nobody knows: made once.</summary>
    No,

    /// <summary>Reading, or an act that the node recognises when it comes again.</summary>
    Yes,
}
