using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Reports;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>
/// How a submission is known again: by its sender and key, and as the same one by its files. Whom it is for stands in these; who that was by the directory of
/// its day stands in the journal, so that a successor who has come since makes no conflict of it.
/// </summary>
internal sealed class Repetition
{
    private readonly Guid _sender;
    private readonly string _key;
    private readonly string? _packageMessageId;
    private readonly IReadOnlyList<Finding> _findings;
    private readonly SubmissionValue _value;

    private Repetition(Guid sender, string? key, string? packageMessageId, IReadOnlyList<Finding> findings, IReadOnlyList<PackageFile> files)
    {
        _sender = sender;
        _packageMessageId = packageMessageId;
        _findings = findings;
        _value = new SubmissionValue(files);

        // Whose first answer was lost comes again with the same octets, and has nothing else to be known by.
        _key = key ?? packageMessageId ?? $"content:{_value.For([])}";
    }

    /// <summary>Of what an installation hands in: by its key, without one by the package's own id, and without either by all its octets; null: it is no package yet.</summary>
    public static Repetition? Of(Submission submission, AdmissionClaim? claim) => claim is not null
        ? new Repetition(claim.Sender.Id, submission.IdempotencyKey, claim.Facts.MessageId, claim.Findings, submission.Files)
        : null;

    /// <summary>Of a report that this node makes.</summary>
    public static Repetition Of(MadeReport report, PackageFacts facts) => new(report.Organisation.Id, report.Key, facts.MessageId, [], report.Files);

    /// <summary>The row by which it is known from now on.</summary>
    public IdempotencyRow ToRow(IEnumerable<Guid> recipients, ContainerRow message) => new(_sender, _key, _value.For(recipients), message.MessageId, message.StoredAt);

    /// <summary>What was answered to it before, or that its key belongs to another; null: it is new.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="plan">What would become of it today; null: nothing.</param>
    public AdmissionResult? Find(IJournalReader journal, AdmissionPlan? plan)
    {
        if (FindRow(journal, plan) is not { } known) return null;
        if (!IsSame(journal, known, plan)) return new AdmissionResult.NotTaken(new Problem(ProblemCodes.IdempotencyConflict, $"message {known.MessageId} has this key"));
        var container = journal.ContainersOf(known.MessageId).First(candidate => candidate.Sender == _sender);
        return Admission.AsAnswered(journal, container, plan?.Findings ?? _findings);
    }

    private IdempotencyRow? FindRow(IJournalReader journal, AdmissionPlan? plan)
    {
        if (journal.FindIdempotency(_sender, _key) is { } known) return known;

        // One that was rebuilt after a restore is known by its content alone, whatever key it had.
        return _packageMessageId is { } id
            && journal.FindIdempotency(_sender, IdempotencyRow.RestoredKey(id)) is { } rebuilt
            && (_key == id || IsSame(journal, rebuilt, plan))
                ? rebuilt
                : null;
    }

    private bool IsSame(IJournalReader journal, IdempotencyRow known, AdmissionPlan? plan)
    {
        var recipients = journal.DeliveriesOf(known.MessageId)
            .Where(delivery => delivery.Lane == Lane.Out && delivery.Sender == _sender)
            .Select(delivery => delivery.Recipient);
        return string.Equals(known.Value, _value.For(recipients), StringComparison.Ordinal)
            || (plan is not null && string.Equals(known.Value, _value.For(Admission.RecipientsOf(plan)), StringComparison.Ordinal));
    }
}
