using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Routing;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Doctor.Checks;

/// <summary>The directory in force: its age, its end, whether a newer one is about, and whether it bears the routes that were laid down.</summary>
internal static class DirectoryCheck
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public static IEnumerable<DoctorFinding> Look(Patient patient)
    {
        if (patient.Check.Directory is not { } directory) yield break;
        var code = directory.Expires <= patient.Now ? DoctorCodes.DirectoryExpired : directory.Expires - patient.Now < Soon ? DoctorCodes.DirectoryEnding : DoctorCodes.DirectoryOk;
        yield return code.About(null, directory.Serial, $"{directory.IssuedAt:u}", $"{directory.Expires:u}");

        // The node took one before: the file beside the configuration is either its successor, waiting for the next start, or strange.
        if (patient.Journal is not null && patient.Check.Material is { Directory.Length: > 0 } material)
        {
            var file = DirectoryFile.OpenCryptoOnly(material.Directory, patient.Now).Directory;
            if (file is not null && !patient.Check.FromJournal) yield return DoctorCodes.DirectoryWaiting.About("directory.file", file.Serial);
            else if (file is not null && file.Serial > directory.Serial)
                yield return DoctorCodes.DirectoryForeign.About("directory.file", file.Serial, directory.Serial, Refusal(material, directory, patient));
        }

        foreach (var (node, result) in patient.Peers)
        {
            if (result.About is { } about && about.DirectorySerial > directory.Serial) yield return DoctorCodes.DirectoryBehind.About(node.Id, about.DirectorySerial, directory.Serial);
        }

        // What the configuration gets wrong by itself has no value here and is told by its own check.
        foreach (var route in patient.Configuration.Routes.Where(route => route is { To: not null, Via: not null }))
        {
            if (directory.FindNode(route.To) is null || new Router(patient.Configuration.NodeId, new Dictionary<string, string> { [route.To] = route.Via }).FindOverride(directory, route.To) is null)
                yield return DoctorCodes.DirectoryRoute.About(route.To, route.Via, directory.Serial);
        }
    }

    private static string? Refusal(NodeMaterial material, ExchangeDirectory directory, Patient patient) =>
        DirectoryFile.Open(material.Directory, fingerprint: null, directory, patient.Now).Verdict is { Result: not VerdictResult.Passed } verdict ? verdict.FirstFailure?.Code : null;
}
