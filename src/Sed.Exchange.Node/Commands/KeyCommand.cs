using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx key new</c>: a key that is to follow another, with the same names and of the same suite.</summary>
internal static class KeyCommand
{
    private const string TlsServer = "1.3.6.1.5.5.7.3.1";

    public static Command Create(CommandSurroundings around) => new("key") { New(around) };

    private static Command New(CommandSurroundings around)
    {
        var like = new Option<string>("--like") { HelpName = "P12", Required = true };
        var password = new Option<string>("--password-file") { HelpName = "FILE", Required = true };
        var output = new Option<string>("--out") { HelpName = "NAME", Required = true };
        var days = new Option<int>("--days") { HelpName = "N", DefaultValueFactory = _ => 1095 };
        var request = new Option<bool>("--csr");
        var command = new Command("new") { like, password, output, days, request };
        command.SetAction(parsed =>
        {
            var validity = parsed.GetValue(days);
            if (validity is < 1 or > 3660) throw new CommandException(around.Words.With("error.value", "--days", validity));
            var old = SoftwareKey.FromPkcs12(around.ReadFile(parsed.GetRequiredValue(like)), around.ReadSecret(parsed.GetRequiredValue(password)));
            var (now, secret) = (around.Time.GetUtcNow(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
            var (key, csr) = SelfSignedKey.Make(old.Suite, SubjectOf(old.Certificate), now.AddMinutes(-5), now.AddDays(validity), secret);
            var name = Path.GetFullPath(parsed.GetRequiredValue(output));
            var (file, pass) = KeyPath.In(Path.GetDirectoryName(name)!, Path.GetFileName(name));
            if (((string[])[file, pass, name + ".pem"]).FirstOrDefault(File.Exists) is { } there) throw new CommandException(around.Words.With("key.exists", there));
            SecretFile.Write(pass, Encoding.ASCII.GetBytes(secret + "\n"));
            SecretFile.Write(file, key.Pkcs12);
            File.WriteAllText(name + ".pem", key.Certificate.ToPem());
            if (parsed.GetValue(request)) File.WriteAllText(name + ".csr", PemEncoding.WriteString("CERTIFICATE REQUEST", csr) + "\n");
            around.Output.WriteLine(around.Words.With("key.made", file, name + ".pem", key.Certificate.Thumbprint));
            return ExitCodes.Yes;
        });
        return command;
    }

    private static CertificateSubject SubjectOf(Certificate certificate)
    {
        using var platform = X509CertificateLoader.LoadCertificate(certificate.Der);
        var names = platform.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        var usages = platform.Extensions.OfType<X509EnhancedKeyUsageExtension>().SelectMany(extension => extension.EnhancedKeyUsages.Cast<Oid>());
        return new CertificateSubject(certificate.CommonName ?? "sedx", usages.Any(usage => usage.Value == TlsServer) ? CertificatePurpose.Tls : CertificatePurpose.Seal)
        {
            Organisation = certificate.Organisation,
            Ogrn = certificate.Ogrn,
            Inn = certificate.Inn,
            Hosts = names is null ? [] : [.. names.EnumerateDnsNames(), .. names.EnumerateIPAddresses().Select(address => address.ToString())],
        };
    }
}
