using System.Xml;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>What became of one reference.</summary>
/// <param name="Finding">Whether its octets are the signed ones, or why that cannot be told.</param>
/// <param name="SubIndication">ETSI EN 319 102-1; null when passed.</param>
/// <param name="Target">What it refers to: the document or an element of it; null: an object outside, or nothing.</param>
/// <param name="Reference">The reference.</param>
internal sealed record ReferenceOutcome(Finding Finding, string? SubIndication, XmlNode? Target, XmlReference Reference)
{
    /// <summary>The object outside that it refers to, when there is one.</summary>
    public OutsideObject? Outside { get; init; }

    /// <summary>The octets whose digest was compared, when they were made here: of an object outside they are its own.</summary>
    public byte[]? Octets { get; init; }

    /// <summary>True: its octets are the signed ones.</summary>
    public bool IsRight => Finding.Result == VerdictResult.Passed;
}
