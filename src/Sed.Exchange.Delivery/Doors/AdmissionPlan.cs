using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>What admission knows of a package before it seals it.</summary>
internal sealed record AdmissionPlan
{
    public required PackageFacts Facts { get; init; }

    public required Organisation Sender { get; init; }

    /// <summary>What it is sealed with; null: this node holds no seal of the sender's, or the installation has sealed it itself.</summary>
    public required SigningKey? Seal { get; init; }

    public required IReadOnlyList<PlannedRecipient> Recipients { get; init; }

    public required IReadOnlyList<JudgedSignature> Signatures { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public required DateTimeOffset DeliverBy { get; init; }
}
