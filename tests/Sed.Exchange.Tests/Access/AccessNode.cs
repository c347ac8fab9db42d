using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Client;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Tests.Node;

namespace Sed.Exchange.Tests.Access;

/// <summary>
/// A running node with a caller of every kind, and one letter of the government that waits for its office: what the office may touch and the
/// others must not.
/// </summary>
public sealed class AccessNode : RunningNode, IAsyncLifetime
{
    internal string ForeignKey { get; private set; } = null!;

    internal string RevokedKey { get; private set; } = null!;

    /// <summary>A client certificate of the office.</summary>
    internal X509Certificate2 OfficeCertificate { get; private set; } = null!;

    /// <summary>A client certificate of nobody.</summary>
    internal X509Certificate2 UnknownCertificate { get; private set; } = null!;

    internal Submitted Sent { get; private set; } = null!;

    /// <summary>The letter in the office's mailbox, leased.</summary>
    internal InboxItem Item { get; private set; } = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        OfficeCertificate = MakeCertificate("office");
        UnknownCertificate = MakeCertificate("nobody");
        await InitializeAsync();
        ForeignKey = await AddClientAsync("foreign", "--organisation", DemoRegion.Efremov.Id.ToString());
        RevokedKey = await AddClientAsync("revoked", "--organisation", DemoRegion.MoscowOffice.Id.ToString());
        var file = Path.Combine(Folder, "office.pem");
        await File.WriteAllTextAsync(file, OfficeCertificate.ExportCertificatePem());
        await AddClientAsync("office-by-certificate", "--organisation", DemoRegion.MoscowOffice.Id.ToString(), "--certificate", file);
        await CommandAsync("client", "revoke", "revoked", "--config", ConfigFile);

        using var government = Client(GovernmentKey);
        using var office = Client(OfficeKey);
        Sent = await government.SubmitAsync(NewLetter("Д-1").Files, new SubmitOptions { ClientReference = "исх/1" });
        Item = (await office.LeaseAsync()).Single();
        await UntilKnownAsync(ForeignKey);
    }

    /// <summary>Waits until the node has read its clients again.</summary>
    internal async Task UntilKnownAsync(string key)
    {
        using var http = Http(key);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            using var answer = await http.GetAsync("/api/v1/events?max=1");
            if (answer.StatusCode == HttpStatusCode.OK) return;
            await Task.Delay(50);
        }

        Assert.Fail("The node did not let a new client in.");
    }

    /// <summary>A certificate that signs itself.</summary>
    internal static X509Certificate2 MakeCertificate(string name, TimeSpan? lasts = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddHours(-2), now + (lasts ?? TimeSpan.FromHours(1)));
    }
}
