using System.Globalization;
using Sed.Exchange.Adapters.Peers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery;

namespace Sed.Exchange.Node.Doctor.Checks;

/// <summary>Every neighbour, step by step: which name, address, certificate or row of which directory is at fault.</summary>
internal static class PeerCheck
{
    private const string Version = "1";

    public static IEnumerable<DoctorFinding> Look(Patient patient)
    {
        if (patient is { Offline: false, Self: not null, Peers.Count: 0 }) return [DoctorCodes.PeerNone.About(null)];
        return patient.Peers.SelectMany(peer => Look(patient, peer.Node, peer.Result));
    }

    private static IEnumerable<DoctorFinding> Look(Patient patient, NodeEntry node, ProbeResult result)
    {
        var address = node.Url.GetLeftPart(UriPartial.Authority);
        var serial = patient.Check.Directory!.Serial;
        return result.Stage switch
        {
            ProbeStage.Name => [DoctorCodes.PeerName.About(node.Id, node.Url.Host, result.Fault)],
            ProbeStage.Connection => [DoctorCodes.PeerUnreachable.About(node.Id, address, result.Fault)],
            ProbeStage.Handshake => [DoctorCodes.PeerTls.About(node.Id, address, result.Fault)],
            ProbeStage.Trust => [DoctorCodes.PeerPin.About(node.Id, address, result.Pin, serial, Pins(node, patient.Now))],
            ProbeStage.Answer => [Refusal(patient, node, result, address)],
            ProbeStage.Done => Answer(patient, node, result.About!, result, address),
            _ => throw new InvalidOperationException($"{result.Stage} is no stage of a probe."),
        };
    }

    private static IEnumerable<DoctorFinding> Answer(Patient patient, NodeEntry node, PeerAbout about, ProbeResult result, string address)
    {
        var found = new List<DoctorFinding>();
        if (about.Node != node.Id) found.Add(DoctorCodes.PeerOther.About(node.Id, address, about.Node));
        if (!about.Versions.Contains(Version)) found.Add(DoctorCodes.PeerVersion.About(node.Id, string.Join(", ", about.Versions), Version));
        var suites = patient.Check.Material!.Identity.Keys.All.Select(key => key.Suite.Name).Distinct();
        if (suites.Except(about.Suites).ToList() is { Count: > 0 } strange) found.Add(DoctorCodes.PeerSuite.About(node.Id, string.Join(", ", strange), string.Join(", ", about.Suites)));
        if (about.DirectorySerial < patient.Check.Directory!.Serial) found.Add(DoctorCodes.PeerBehind.About(node.Id, about.DirectorySerial, patient.Check.Directory.Serial));
        if (found.TrueForAll(finding => finding.Code.Level != DoctorLevel.Broken))
        {
            found.Insert(0, DoctorCodes.PeerOk.About(
                node.Id, address, about.DirectorySerial, result.ClockDifference?.TotalSeconds.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture)));
        }

        return found;
    }

    // A node that does not know our key still shows its directory: what it believes about us stands there.
    private static DoctorFinding Refusal(Patient patient, NodeEntry node, ProbeResult result, string address)
    {
        if (result.RefusalCode != ProblemCodes.PeerUnknown) return DoctorCodes.PeerAnswer.About(node.Id, address, result.Fault);
        var pin = patient.Check.Material!.TlsBy(patient.Check.Directory, patient.Now).Pin;
        var theirs = result.Directory is { } file ? DirectoryFile.OpenCryptoOnly(file, patient.Now).Directory : null;
        var known = theirs?.FindNode(patient.Configuration.NodeId);
        return theirs is not null && theirs.Serial < patient.Check.Directory!.Serial
            ? DoctorCodes.PeerRefusesOld.About(node.Id, pin, theirs.Serial, patient.Check.Directory.Serial)
            : DoctorCodes.PeerRefuses.About(node.Id, pin, theirs?.Serial, known is null ? "–" : Pins(known, patient.Now));
    }

    private static string Pins(NodeEntry node, DateTimeOffset now) => string.Join(
        ", ", node.TlsPins.Where(pin => pin.From <= now && (pin.To is null || now < pin.To)).Select(pin => pin.Pin).DefaultIfEmpty("–"));
}
