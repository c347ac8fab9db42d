namespace Sed.Exchange.Containers.Certificates;

/// <summary>Finds, among certificates that lie beside a key, those that lead from its own towards a root.</summary>
public static class IssuerChain
{
    /// <summary>Issuers of a certificate by name, nearest first, without the root.</summary>
    public static IReadOnlyList<Certificate> Of(Certificate certificate, IReadOnlyList<Certificate> candidates)
    {
        var chain = new List<Certificate>();
        for (var last = certificate; chain.Count < candidates.Count; last = chain[^1])
        {
            var issuer = candidates.FirstOrDefault(c => c.Fields.Subject.Equals(last.Fields.Issuer) && !c.IsSelfIssued && !chain.Contains(c));
            if (last.IsSelfIssued || issuer is null) break;
            chain.Add(issuer);
        }

        return chain;
    }
}
