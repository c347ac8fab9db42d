using System.Globalization;
using System.Numerics;
using System.Text;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Revocation;

namespace Sed.Exchange.Node.Authorities;

/// <summary>
/// <c>index.txt</c>: what a development authority issued and took back, in the form of <c>openssl ca</c>, so that <c>openssl ca -gencrl</c> and <c>openssl ocsp</c>
/// can stand in for us. Read anew for each answer: whoever revokes need not tell the server.
/// </summary>
internal sealed class IssuedIndex(string file)
{
    private const string Time = "yyMMddHHmmss'Z'";
    private const string Revoked = "R";

    // The words of openssl; the numbers are those of RFC 5280 section 5.3.1.
    private static readonly Dictionary<string, RevocationReason> Words = new(StringComparer.Ordinal)
    {
        ["unspecified"] = RevocationReason.Unspecified,
        ["keyCompromise"] = RevocationReason.KeyCompromise,
        ["CACompromise"] = RevocationReason.CaCompromise,
        ["affiliationChanged"] = RevocationReason.AffiliationChanged,
        ["superseded"] = RevocationReason.Superseded,
        ["cessationOfOperation"] = RevocationReason.CessationOfOperation,
        ["certificateHold"] = RevocationReason.CertificateHold,
    };

    /// <summary>Reasons as <c>index.txt</c> and the command line spell them.</summary>
    public static IReadOnlyCollection<string> Reasons => Words.Keys;

    /// <summary>Notes a certificate; the index is begun with the first.</summary>
    public void Add(Certificate certificate) => File.AppendAllText(
        file,
        string.Join('\t', "V", Text(certificate.NotAfter), string.Empty, HexOf(certificate), "unknown", $"/CN={certificate.Thumbprint}") + "\n");

    /// <summary>Notes that a certificate is taken back; false: it was not issued here, or is revoked already.</summary>
    public bool Revoke(Certificate certificate, DateTimeOffset since, string reason)
    {
        var lines = File.ReadAllLines(file);
        var index = Array.FindIndex(lines, line => Fields(line)[3] == HexOf(certificate));
        if (index < 0 || Fields(lines[index])[0] == Revoked) return false;
        var fields = Fields(lines[index]);
        (fields[0], fields[2]) = (Revoked, $"{Text(since)},{reason}");
        lines[index] = string.Join('\t', fields);
        using (var fresh = DurableFiles.CreateAnew(file + ".new")) fresh.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        DurableFiles.Rename(file + ".new", file);
        return true;
    }

    /// <summary>What is known of a certificate; null: it was not issued here.</summary>
    public IssuedStatus? Find(BigInteger serial) =>
        Entries().Where(entry => entry.Serial == serial).Select(entry => new IssuedStatus(entry.Revoked)).FirstOrDefault();

    /// <summary>True: it was issued here.</summary>
    public bool Has(Certificate certificate) => File.ReadLines(file).Any(line => Fields(line)[3] == HexOf(certificate));

    /// <summary>Everything that is revoked.</summary>
    public IReadOnlyList<RevokedCertificate> AllRevoked() => [.. Entries().Select(entry => entry.Revoked).OfType<RevokedCertificate>()];

    private IEnumerable<(BigInteger Serial, RevokedCertificate? Revoked)> Entries()
    {
        foreach (var line in File.ReadLines(file))
        {
            var fields = Fields(line);
            var serial = new BigInteger(Convert.FromHexString(fields[3]), isUnsigned: true, isBigEndian: true);
            if (fields[0] != Revoked)
            {
                yield return (serial, null);
                continue;
            }

            var told = fields[2].Split(',');
            var since = DateTimeOffset.ParseExact(told[0], Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            yield return (serial, new RevokedCertificate(serial, since, told.Length > 1 ? Words[told[1]] : RevocationReason.Unspecified));
        }
    }

    private static string[] Fields(string line) =>
        line.Split('\t') is { Length: 6 } fields ? fields : throw new InvalidDataException("index.txt is damaged: a line has not six fields.");

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);

    private static string HexOf(Certificate certificate) => certificate.Serial.ToUpperInvariant();
}
