using Sed.Exchange.Client;
using Sed.Exchange.Node.Demo.Audit;

namespace Sed.Exchange.Node.Demo.Result;

/// <summary>What <c>sedx demo --json</c> prints: <c>sedx-demo/1</c> (docs: schemas/cli-1/sedx-demo.schema.json). Fields are only ever added.</summary>
internal sealed record DemoDocument
{
    /// <summary>Name and version of this shape.</summary>
    public string Schema { get; init; } = "sedx-demo/1";

    /// <summary>True: every step came out as it should, and the audit found no violation.</summary>
    public required bool Ok { get; init; }

    /// <summary>Suite of seals and receipts.</summary>
    public required string Suite { get; init; }

    /// <summary>How long everything took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Where everything lies.</summary>
    public required string Dir { get; init; }

    /// <summary>How installations spoke with their nodes: <c>api</c>, <c>folders</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>Where the nodes keep their containers: <c>files</c>, <c>azure</c>.</summary>
    public required string Blobs { get; init; }

    /// <summary>What was spoiled on purpose: <c>none</c>, <c>lose</c>, <c>double</c>, <c>forge</c>.</summary>
    public required string Sabotage { get; init; }

    /// <summary>The nodes.</summary>
    public required IReadOnlyList<NodeLine> Nodes { get; init; }

    /// <summary>The steps.</summary>
    public required IReadOnlyList<StepLine> Steps { get; init; }

    /// <summary>A status document for each message.</summary>
    public required IReadOnlyList<MessageStatus> Messages { get; init; }

    /// <summary>The audit.</summary>
    public required IReadOnlyList<PromiseResult> Promises { get; init; }

    /// <summary>Evidence files and how to check them.</summary>
    public required IReadOnlyList<EvidenceLine> Evidence { get; init; }
}
