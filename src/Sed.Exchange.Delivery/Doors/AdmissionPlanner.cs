using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Clock;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Delivery.Routing;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>
/// Everything that can fail for a reason of the package itself, in one order: format, sender, recipients, what their nodes take, time,
/// officials' signatures. The same for admission and for preflight, so that preflight cannot lie.
/// </summary>
internal sealed class AdmissionPlanner(GatewayParts parts, DirectoryKeeper keeper, ClockWatch clock)
{
    private const int LongestIndex = 64;

    /// <summary>A plan, or the problem that stops it, and the claim as soon as there is one.</summary>
    /// <param name="submission">What is handed in.</param>
    /// <param name="sealedWith">Suite of the seal when the installation sealed the container itself; null: this node seals.</param>
    public (AdmissionPlan? Plan, Problem? Problem, AdmissionClaim? Claim) Plan(Submission submission, string? sealedWith = null)
    {
        var directory = keeper.Current;
        var (claim, problem) = Read(submission, directory);
        if (claim is null) return (null, problem, null);
        var (plan, fault) = Complete(submission, claim, directory, sealedWith);
        return (plan, fault, claim);
    }

    private (AdmissionClaim? Claim, Problem? Problem) Read(Submission submission, ExchangeDirectory directory)
    {
        // 1. The package as its format has it.
        var reading = PackageReader.Read(submission.Files, parts.PackageLimits);
        var findings = reading.Faults.Select(ToFinding).ToList();
        if (reading.Facts is not { } facts)
            return (null, Refusal(ProblemCodes.PackageInvalid, reading.Faults.FirstOrDefault(fault => fault.Refuses)?.Code, findings));

        if (facts.IsMarkedByNode)
        {
            findings.Add(new Finding(ReasonCodes.NodeMark, VerdictStage.Format, VerdictResult.Failed, "Expansion"));
            return (null, Refusal(ProblemCodes.PackageInvalid, ReasonCodes.NodeMark, findings));
        }

        // 2. The sender: who the package names must be who the client speaks for.
        var (sender, senderProblem) = FindSender(directory, submission, facts, parts.Time.GetUtcNow());
        return sender is null
            ? (null, Refusal(senderProblem!, Shown(facts.Sender.Index), findings))
            : (new AdmissionClaim(facts, sender, findings), null);
    }

    private (AdmissionPlan? Plan, Problem? Problem) Complete(Submission submission, AdmissionClaim claim, ExchangeDirectory directory, string? sealedWith)
    {
        var now = ReceiptDesk.Milliseconds(parts.Time.GetUtcNow());
        var (facts, sender, findings) = (claim.Facts, claim.Sender, claim.Findings.ToList());
        var seal = parts.Identity.Seal(sender.Id, directory, now);
        if ((sealedWith ?? seal?.Suite.Name) is not { } suite)
            return clock.IsSure ? Stop(ProblemCodes.SenderUnknown, "this node holds no seal of the sender", findings) : (null, ClockWatch.NotSure);

        // 3. The recipients: all or nothing.
        var recipients = new List<PlannedRecipient>();
        foreach (var address in facts.Recipients)
        {
            var (recipient, problem) = FindRecipient(directory, address, facts, suite, now, findings);
            if (recipient is null) return problem == ProblemCodes.ClockUnsure ? (null, ClockWatch.NotSure) : Stop(problem!, Shown(address.Index), findings);
            if (recipients.All(known => known.Organisation.Id != recipient.Organisation.Id)) recipients.Add(recipient);
        }

        // 4. Size, with room for envelope, signature and headers.
        var length = submission.Files.Sum(file => file.Length + 1024) + (64 * 1024);
        var limit = Math.Min(parts.ContainerLimits.ContainerBytes, recipients.Min(recipient => recipient.Node.MaxContainerBytes));
        if (length > limit) return Stop(ProblemCodes.TooLarge, $"{length} octets, {limit} are taken", findings);

        // 5. Time.
        var deliverBy = ReceiptDesk.Milliseconds(submission.DeliverBy ?? now + parts.Options.DeliverBy);
        if (deliverBy <= now || deliverBy > now + parts.Options.DeliverByLimit)
            return clock.IsSure ? Stop(ProblemCodes.DeliverByInvalid, $"{deliverBy:O}", findings) : (null, ClockWatch.NotSure);

        // 6. Officials' signatures: a file refuses only when it has signatures and all of them failed.
        var judged = DocumentJudge.Judge(parts, submission.Files, facts, directory);
        var isFlagged = parts.Policy.Indeterminate != IndeterminateOutcome.Accept;
        findings.AddRange(judged.Where(signature => isFlagged || signature.Result == VerdictResult.Failed).Select(signature => signature.Finding).OfType<Finding>());
        if (DocumentJudge.FileWithoutGoodSignature(judged, parts.Policy) is { } file)
            return Stop(ProblemCodes.DocumentSignatureFailed, $"file {file}", findings);

        return (new AdmissionPlan
        {
            Facts = facts,
            Sender = sender,
            Seal = seal,
            Recipients = recipients,
            Signatures = judged,
            Findings = findings,
            SentAt = now,
            DeliverBy = deliverBy,
        }, null);
    }

    private static (Organisation? Sender, string? Problem) FindSender(ExchangeDirectory directory, Submission submission, PackageFacts facts, DateTimeOffset now)
    {
        if (facts.Sender.Index is null) return (null, ProblemCodes.SenderUnknown);
        var named = directory.FindByIndex(facts.Sender.Index);
        if (named.Count == 0) return (null, ProblemCodes.SenderUnknown);
        var allowed = InForce([.. named.Where(organisation => submission.Organisations.Contains(organisation.Id))], now);
        return allowed.Count == 1 ? (allowed[0], null) : (null, ProblemCodes.SenderMismatch);
    }

    private (PlannedRecipient? Recipient, string? Problem) FindRecipient(
        ExchangeDirectory directory, PackageAddress address, PackageFacts facts, string suite, DateTimeOffset now, List<Finding> findings)
    {
        if (address.Index is null) return (null, ProblemCodes.RecipientUnknown);
        var rows = directory.FindByIndex(address.Index);
        if (rows.Count == 0) return (null, ProblemCodes.RecipientUnknown);

        // Who is closed, and who of several is open, is a question of time; who succeeds him would be sealed for ever.
        if ((rows.Count > 1 || rows[0].ValidTo <= now) && !clock.IsSure) return (null, ProblemCodes.ClockUnsure);
        var named = InForce(rows, now);
        if (named.Count > 1) return (null, ProblemCodes.RecipientAmbiguous);
        var organisation = named[0];
        for (var steps = 0; organisation.ValidTo <= now; steps++)
        {
            // A closed row hands its mail to its single successor (addressing rules); several or none are for people to decide.
            if (organisation.Successors.Count != 1 || steps == ExchangeDirectory.LongestSuccession) return (null, ProblemCodes.RecipientClosed);
            if (directory.FindOrganisation(organisation.Successors[0]) is not { } successor) return (null, ProblemCodes.RecipientClosed);
            findings.Add(new Finding(
                ReasonCodes.RecipientClosed, VerdictStage.Authority, VerdictResult.Passed, $"{organisation.Id} is succeeded by {successor.Id}"));
            organisation = successor;
        }

        if (directory.FindNode(organisation.Node) is not { } node) return (null, ProblemCodes.NoRoute);
        if (!node.Formats.Contains(facts.Format)) return (null, ProblemCodes.FormatNotAccepted);
        if (!node.SuitesAccepted.Contains(suite)) return (null, ProblemCodes.SuiteNotAccepted);
        var route = parts.Router.Next(directory, node.Id, [], facts.AccessMark);
        return route is Route.None none
            ? (null, none.Reason == ReasonCodes.NoProtectedRoute ? ProblemCodes.NoProtectedRoute : ProblemCodes.NoRoute)
            : (new PlannedRecipient(organisation, node, route), null);
    }

    /// <summary>A successor may keep the index of the one it succeeds: of several rows under one index, the one that is open is meant, if it is one.</summary>
    private static IReadOnlyList<Organisation> InForce(IReadOnlyList<Organisation> named, DateTimeOffset now) =>
        named.Count > 1 && named.Where(row => row.ValidFrom <= now && (row.ValidTo is null || now < row.ValidTo)).ToList() is [var open] ? [open] : named;

    // Details are logged. What stands in the place of an index may be anything, a citizen's name too.
    private static string Shown(string? index) => index is null ? "an address without an index"
        : index.Length <= LongestIndex && index.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '{' or '}') ? index
        : $"a text of {index.Length} characters that is no index";

    private static Finding ToFinding(PackageFault fault) =>
        new(fault.Code, VerdictStage.Format, fault.Refuses ? VerdictResult.Failed : VerdictResult.Passed, fault.Seen);

    private static (AdmissionPlan?, Problem?) Stop(string code, string? detail, IReadOnlyList<Finding> findings) => (null, Refusal(code, detail, findings));

    private static Problem Refusal(string code, string? detail, IReadOnlyList<Finding> findings) => new(code, detail) { Findings = findings };
}
