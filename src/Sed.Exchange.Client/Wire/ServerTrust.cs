using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sed.Exchange.Client.Wire;

/// <summary>Decides whether the server is the node meant: by pin, by a file of authorities, else by the machine's.</summary>
internal static class ServerTrust
{
    public static RemoteCertificateValidationCallback Create(ExchangeClientOptions options)
    {
        if (options.ServerPin is { } pin) return (_, certificate, _, _) => Matches(certificate, pin) ? true : throw new ServerNotTrustedException("the key is not the pinned one");
        if (options.AuthorityFile is not { } file) return (_, _, _, errors) => errors == SslPolicyErrors.None ? true : throw new ServerNotTrustedException(errors.ToString());
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return (_, certificate, chain, errors) => IsIssuedBy(authorities, certificate, chain, errors)
            ? true
            : throw new ServerNotTrustedException(errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? nameof(SslPolicyErrors.RemoteCertificateNameMismatch) : $"not issued by {file}, or out of its dates");
    }

    private static bool Matches(X509Certificate? certificate, string pin)
    {
        if (certificate is not X509Certificate2 server) return false;
        var actual = SHA256.HashData(server.PublicKey.ExportSubjectPublicKeyInfo());
        return string.Equals(Convert.ToHexStringLower(actual), pin, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsIssuedBy(
        X509Certificate2Collection authorities, X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 server || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        // A private authority of a region rarely publishes revocation lists that every installation can reach; an outage must not stop mail.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>()) chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(server);
    }
}
