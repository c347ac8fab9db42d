using Sed.Exchange.Adapters.Tokens;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Node.Doctor.Checks;

/// <summary>This node's certificates: valid, soon not, and known to the directory now; and the anchors that officials' signatures rest on.</summary>
internal static class CertificateCheck
{
    private const int WarningDays = 30;

    public static IEnumerable<DoctorFinding> Look(Patient patient)
    {
        if (patient.Check.Material is not { } material) return Trust(patient);
        var (identity, directory, now) = (material.Identity, patient.Check.Directory, patient.Now);
        var shown = material.TlsBy(directory, now);
        var findings = material.Tls.SelectMany(key => Look(
            patient, "tls", Certificate.Parse(key.Certificate.RawData), patient.Self?.TlsPins.Where(entry => entry.Pin == key.Pin).Select(entry => (entry.From, entry.To)), key == shown));
        findings = findings.Concat(Look(patient, "keys.node", identity.Keys.Receipts, directory is null ? null : identity.ReceiptKey(directory, now), patient.Self?.ReceiptCertificates));
        foreach (var (organisation, held) in identity.Keys.Seals)
        {
            findings = findings.Concat(Look(
                patient, $"keys.seals {organisation}", held, directory is null ? null : identity.Seal(organisation, directory, now), directory is null ? null : identity.SealsOf(organisation, directory)));
        }

        return [.. findings, .. Trust(patient)];
    }

    private static IEnumerable<DoctorFinding> Look(Patient patient, string subject, IReadOnlyList<SigningKey> held, SigningKey? used, IReadOnlyList<SealEntry>? listed) =>
        held.SelectMany(key => Look(patient, subject, key.Certificate, Listed(listed, key.Certificate), key == (used ?? held[0]))
            .Concat(key is TokenKey ? [DoctorCodes.TokenOk.About(subject, key.Certificate.Subject)] : []));

    private static IEnumerable<DoctorFinding> Look(Patient patient, string subject, Certificate? certificate, IEnumerable<(DateTimeOffset From, DateTimeOffset? To)>? listed, bool isUsed)
    {
        if (certificate is null) yield break;
        if (!isUsed)
        {
            // The other one of a rollover: held for later, or not taken away yet.
            yield return DoctorCodes.CertificateWaits.About(subject, certificate.Thumbprint, string.Join(", ", (listed ?? []).Select(entry => $"{entry.From:u} – {entry.To:u}").DefaultIfEmpty("–")));
            yield break;
        }

        var (now, days) = (patient.Now, (int)(certificate.NotAfter - patient.Now).TotalDays);
        var entries = listed?.ToList();
        if (now < certificate.NotBefore) yield return DoctorCodes.CertificateFuture.About(subject, $"{certificate.NotBefore:u}");
        else if (now > certificate.NotAfter) yield return DoctorCodes.CertificateEnded.About(subject, $"{certificate.NotAfter:u}");
        else if (days < WarningDays) yield return DoctorCodes.CertificateEnding.About(subject, $"{certificate.NotAfter:u}", days);
        else if (entries is null or { Count: > 0 }) yield return DoctorCodes.CertificateOk.About(subject, $"{certificate.NotAfter:u}", days, Path(patient, certificate));

        if (entries is null) yield break;
        if (entries.Count == 0) yield return DoctorCodes.CertificateUnlisted.About(subject, certificate.Thumbprint, patient.Check.Directory!.Serial);
        else if (!entries.Any(entry => entry.From <= now && (entry.To is null || now < entry.To)))
            yield return DoctorCodes.CertificateClosed.About(subject, string.Join(", ", entries.Select(entry => $"{entry.From:u} – {entry.To:u}")), patient.Check.Directory!.Serial);
    }

    // A remark only: seals and receipts are trusted by the directory (DESIGN section 7).
    private static string Path(Patient patient, Certificate certificate)
    {
        if (certificate.IsSelfIssued) return patient.Words["doctor.path.self"];
        var leads = patient.Check.Material?.Anchors is { } anchors && CertificatePath.Build(certificate, [], anchors, patient.Now).Result == VerdictResult.Passed;
        return patient.Words.With(leads ? "doctor.path.anchored" : "doctor.path.foreign", certificate.Issuer);
    }

    private static IEnumerable<(DateTimeOffset From, DateTimeOffset? To)>? Listed(IReadOnlyList<SealEntry>? entries, Certificate certificate) =>
        entries?.Where(entry => entry.Certificate.Equals(certificate)).Select(entry => (entry.From, entry.To));

    private static IEnumerable<DoctorFinding> Trust(Patient patient)
    {
        if (patient.Check.Material is not { } material) yield break;
        var anchors = material.Anchors?.Anchors ?? [];
        var ended = anchors.Where(anchor => anchor.NotAfter < patient.Now).ToList();
        if (anchors.Count == 0) yield return DoctorCodes.TrustEmpty.About("trust.folder");
        else if (ended.Count > 0) yield return DoctorCodes.TrustEnded.About("trust.folder", string.Join("; ", ended.Select(anchor => $"{anchor.Subject} ({anchor.NotAfter:u})")));
        else yield return DoctorCodes.TrustOk.About("trust.folder", anchors.Count);
    }
}
