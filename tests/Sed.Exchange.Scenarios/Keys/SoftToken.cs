using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Keys;

/// <summary>A token of SoftHSM in a folder of the test: keys that openssl made, imported with their certificates as people do it.</summary>
internal sealed class SoftToken
{
    private const string Label = "sedx-scenario";
    private const string UserPin = "83651274";

    private readonly string _folder;

    private SoftToken(string folder) => _folder = folder;

    /// <summary>The library that a node loads.</summary>
    public static string Library { get; } = new[] { "/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so" }
        .FirstOrDefault(File.Exists) ?? "libsofthsm2.so";

    /// <summary>Variables for whoever uses the token.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?> { ["SOFTHSM2_CONF"] = Path.Combine(_folder, "softhsm2.conf") };

    /// <summary>Label of the token.</summary>
    public static string TokenLabel => Label;

    /// <summary>The user's PIN.</summary>
    public static string Pin => UserPin;

    /// <summary>Where the token is; away while it is moved.</summary>
    private string Tokens => Path.Combine(_folder, "tokens");

    /// <summary>Makes an empty token.</summary>
    public static async Task<SoftToken> MakeAsync(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "tokens"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "softhsm2.conf"), string.Create(CultureInfo.InvariantCulture, $"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n"));
        var token = new SoftToken(folder);
        await token.RunAsync("--init-token", "--free", "--label", Label, "--so-pin", "87654321", "--pin", UserPin);
        return token;
    }

    /// <summary>Puts a private key into the token, under a label and an id.</summary>
    public async Task ImportAsync(string pkcs8Pem, string label, string id) =>
        await RunAsync("--import", pkcs8Pem, "--token", Label, "--label", label, "--id", id, "--pin", UserPin);

    /// <summary>Takes the token out.</summary>
    public void TakeOut() => Directory.Move(Tokens, Tokens + ".away");

    /// <summary>Puts it back.</summary>
    public void PutBack() => Directory.Move(Tokens + ".away", Tokens);

    /// <summary>The private key of a PKCS#12 file as PEM, for the import.</summary>
    public static string ExportKey(string pkcs12, string password, string pem)
    {
        using var own = X509CertificateLoader.LoadPkcs12Collection(File.ReadAllBytes(pkcs12), password, X509KeyStorageFlags.Exportable).First(candidate => candidate.HasPrivateKey);
        var key = (System.Security.Cryptography.AsymmetricAlgorithm?)own.GetECDsaPrivateKey() ?? own.GetRSAPrivateKey()!;
        File.WriteAllText(pem, key.ExportPkcs8PrivateKeyPem());
        return pem;
    }

    private async Task RunAsync(params string[] arguments) => (await ToolRun.Run("softhsm2-util", arguments, environment: Environment)).MustSucceed();
}
