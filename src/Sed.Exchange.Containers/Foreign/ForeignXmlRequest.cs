using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>What is given with a signed document.</summary>
public sealed record ForeignXmlRequest
{
    /// <summary>What is asked about paths.</summary>
    public required PathQuestion Question { get; init; }

    /// <summary>Bare keys that came beside the document, each a SubjectPublicKeyInfo in DER; for signatures that carry none.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Keys { get; init; } = [];

    /// <summary>Signed objects outside the document, by the URI that names them. Nothing is ever fetched.</summary>
    public IReadOnlyDictionary<string, byte[]> Contents { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>The container in which the document lies; null: none, and outside objects are <see cref="Contents"/>.</summary>
    internal OutsideObjects? Container { get; init; }

    /// <summary>Signed objects outside.</summary>
    internal OutsideObjects Outside => Container ?? OutsideObjects.Of(Contents);

    /// <summary>Limits.</summary>
    public ForeignXmlLimits Limits { get; init; } = ForeignXmlLimits.Default;
}
