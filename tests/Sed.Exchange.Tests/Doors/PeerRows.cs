using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Delivery;

namespace Sed.Exchange.Tests.Doors;

/// <summary>Containers whose seal may hold and which are refused, or not taken, for another reason.</summary>
internal static class PeerRows
{
    private const string Stranger = "71000000-0000-4000-8000-00000000ffff";
    private static readonly string Recipient = VirtualRegion.Efremov.ToString();

    public static IReadOnlyList<PeerRow> All { get; } =
    [
        // ---- refused for good
        new("a recipient that the directory does not know", ReasonCodes.RecipientUnknown, Fate.Evidence, call => call.Reseal((Recipient, Stranger)) with { Recipients = [new Guid(Stranger)] }),
        new("a recipient that the envelope does not name", ReasonCodes.RecipientNotInEnvelope, Fate.Evidence, call => call with { Recipients = [VirtualRegion.Lobanovo] }),
        new("a time to deliver that has passed", ReasonCodes.DeadlinePassed, Fate.Evidence, call => call.Reseal(("2026-03-02T06:00:00.000Z", "2026-03-01T07:00:00.000Z"), ("2026-03-05T06:00:00.000Z", "2026-03-02T05:00:00.000Z"))),
        new("a seal outside its validity", FindingCodes.PinNotValidThen, Fate.Evidence, call => call, Sealed(entry => entry with { To = VirtualRegion.Start.AddHours(-1) })),
        new("a seal that is not valid yet", FindingCodes.PinNotValidThen, Fate.Evidence, call => call, Sealed(entry => entry with { From = VirtualRegion.Start.AddHours(1) })),
        new("a suite that the recipient's node does not take", ReasonCodes.SuiteNotAccepted, Fate.Evidence, call => call, Here(node => node with { SuitesAccepted = ["rsa-sha256"] })),
        new("a format that the recipient's node does not take", ReasonCodes.FormatNotAccepted, Fate.Evidence, call => call, Here(node => node with { Formats = ["medo-2"] })),
        new("a size that the recipient's node does not take", ReasonCodes.TooLarge, Fate.Evidence, call => call, Here(node => node with { MaxContainerBytes = 1024 })),

        // ---- not taken now, or not from this caller
        new("a time that lies ahead", ProblemCodes.SentAtInFuture, Fate.StaysWithSender, call => call.Reseal(("2026-03-02T06:00:00.000Z", "2026-03-02T07:00:00.000Z"))),
        new("octets that are not those of Content-Digest", ProblemCodes.DigestMismatch, Fate.StaysWithSender, call => call with { DigestIsWrong = true }),
        new("another message id than the envelope's", ProblemCodes.HeadersInvalid, Fate.StaysWithSender, call => call with { MessageId = new Guid(Stranger) }),
        new("another sender than the envelope's", ProblemCodes.HeadersInvalid, Fate.StaysWithSender, call => call with { Sender = VirtualRegion.Moscow }),
        new("no recipient", ProblemCodes.HeadersInvalid, Fate.StaysWithSender, call => call with { Recipients = [] }),
        new("a recipient named twice", ProblemCodes.HeadersInvalid, Fate.StaysWithSender, call => call with { Recipients = [VirtualRegion.Efremov, VirtualRegion.Efremov] }),
        new("a path that does not end with the caller", ProblemCodes.HeadersInvalid, Fate.StaysWithSender, call => call with { Path = ["somebody"] }),
        new("a container that passed here before and does not end here", ProblemCodes.Loop, Fate.StaysWithSender, call => call with { Path = ["efremov", "tula"] },
            VirtualRegion.Successor(node => node, row => row.Id == VirtualRegion.Efremov ? row with { Node = "lobanovo" } : row)),
        new("a path that does not end", ProblemCodes.Loop, Fate.StaysWithSender, call => call with { Path = [.. Enumerable.Range(0, 20).Select(index => $"n{index}"), "tula"] }),
    ];

    private static byte[] Here(Func<NodeEntry, NodeEntry> change) => VirtualRegion.Successor(node => node.Id == "efremov" ? change(node) : node, row => row);

    private static byte[] Sealed(Func<SealEntry, SealEntry> change) => VirtualRegion.Successor(
        node => node, row => row.Id == VirtualRegion.Government ? row with { Seals = [.. row.Seals.Select(change)] } : row);
}
