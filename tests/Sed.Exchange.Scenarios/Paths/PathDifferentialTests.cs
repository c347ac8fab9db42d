using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Paths;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Scenarios.Support;
using Sed.Exchange.Tests.Paths;

namespace Sed.Exchange.Scenarios.Paths;

/// <summary>Random paths, judged by us and by <c>openssl verify</c>: policies with mappings and inhibitions, and name constraints.</summary>
public sealed class PathDifferentialTests
{
    private const int Rounds = 60;
    private const int LongRounds = 2000;

    private const int SomeReasons = 1 << 1 | 1 << 2;

    private static readonly string[] Policies = ["2.5.29.32.0", "1.2.3.1", "1.2.3.2", "1.2.3.3"];
    private static readonly string[] Hosts = ["example.com", "a.example.com", "b.a.example.com", "example.org", "com"];
    private static readonly string[] Organisations = ["O=Ours", "O=Ours, C=RU", "O=Theirs, C=RU", "C=RU"];

    private static int Count => Environment.GetEnvironmentVariable("SEDX_LONG") == "1" ? LongRounds : Rounds;

    [Fact]
    public async Task Policies_are_judged_alike()
    {
        using var folder = new TempFolder();
        var random = new Random(20261126);
        var wrong = new List<string>();
        var passed = 0;
        for (var round = 0; round < Count; round++)
        {
            var root = Identified(null, "CN=Root", [Part.Authority()]);
            List<Minted> chain = [root];
            for (var depth = random.Next(1, 4); depth > 0; depth--)
            {
                var name = random.Next(5) == 0 && chain.Count > 1 ? chain[^1].Name : $"CN=CA {depth}";
                chain.Add(Identified(chain[^1], name, [Part.Authority(), .. PolicyExtensions(random)]));
            }

            var end = Identified(chain[^1], "CN=End", PolicyExtensions(random).Where(extension => extension.Oid!.Value != "2.5.29.33"));
            string[] wanted = random.Next(2) == 0 ? [] : [Policies[random.Next(1, Policies.Length)]];
            var policy = new PathPolicy
            {
                Policies = wanted,
                RequireExplicitPolicy = random.Next(2) == 0,
                InhibitAnyPolicy = random.Next(4) == 0,
                InhibitPolicyMapping = random.Next(4) == 0,
            };
            // Without a policy named openssl wants none, where RFC 5280 wants any.
            List<string> arguments = ["-policy_check"];
            foreach (var oid in wanted.DefaultIfEmpty(Policies[0])) arguments.AddRange(["-policy", oid]);
            if (policy.RequireExplicitPolicy) arguments.Add("-explicit_policy");
            if (policy.InhibitAnyPolicy) arguments.Add("-inhibit_any");
            if (policy.InhibitPolicyMapping) arguments.Add("-inhibit_map");
            var ours = Mint.Ask(end, chain.Skip(1), root, policy).Result == VerdictResult.Passed;
            var theirs = await Openssl(folder, end, chain, arguments);
            if (ours) passed++;
            if (ours != theirs.Ok) wrong.Add($"{round}: ours {ours}, openssl {theirs.Told} {string.Join(' ', arguments)}\n{Text(chain, end)}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {Count}\n{string.Join('\n', wrong.Take(5))}");
        Assert.InRange(passed, Count / 10, Count * 9 / 10);
    }

    [Fact]
    public async Task Name_constraints_are_judged_alike()
    {
        using var folder = new TempFolder();
        var random = new Random(20261127);
        var wrong = new List<string>();
        var passed = 0;
        for (var round = 0; round < Count; round++)
        {
            var root = Mint.Root();
            List<Minted> chain = [root];
            for (var depth = random.Next(1, 4); depth > 0; depth--) chain.Add(Mint.Authority(chain[^1], $"CN=CA {depth}, O=Ours, C=RU", Constraints(random)));
            var names = Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Next(3) switch
            {
                0 => Part.Dns(Hosts[random.Next(Hosts.Length)]),
                1 => Part.Mail("user@" + Hosts[random.Next(Hosts.Length)]),
                _ => Part.Address(random.Next(2) == 0 ? "192.0.2.7" : "198.51.100.7"),
            }).ToArray();
            var end = Mint.Issue(chain[^1], "CN=End, " + Organisations[random.Next(Organisations.Length)], [Part.Names(names)]);
            var ours = Mint.Ask(end, chain.Skip(1), root).Result == VerdictResult.Passed;
            var theirs = await Openssl(folder, end, chain, []);
            if (ours) passed++;
            if (ours != theirs.Ok) wrong.Add($"{round}: ours {ours}, openssl {theirs.Told}\n{Text(chain, end)}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {Count}\n{string.Join('\n', wrong.Take(5))}");
        Assert.InRange(passed, Count / 20, Count * 9 / 10);
    }

    // openssl chooses among authorities of one name by their key identifiers, and takes the first without.
    private static Minted Identified(Minted? issuer, string name, IEnumerable<X509Extension> extensions)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        static byte[] Id(ECDsa key) => SHA256.HashData(key.ExportSubjectPublicKeyInfo())[..20];
        return Mint.Issue(
            issuer,
            name,
            [
                Part.Raw("2.5.29.14", false, writer => writer.WriteOctetString(Id(key))),
                Part.Sequence("2.5.29.35", false, writer => writer.WriteOctetString(Id(issuer?.Key ?? key), Part.Context(0))),
                .. extensions,
            ],
            key: key);
    }

    private static IEnumerable<X509Extension> PolicyExtensions(Random random)
    {
        string[] own = random.Next(8) == 0 ? [] : [.. Policies.Where(_ => random.Next(2) == 0).DefaultIfEmpty("1.2.3.1")];
        if (own.Length > 0) yield return Part.Policies(own);

        // openssl maps what a certificate has by anyPolicy alone even where anyPolicy is inhibited; conforming authorities assert what they map.
        var mapped = own.Where(policy => policy != Policies[0]).ToArray();
        if (mapped.Length > 0 && random.Next(3) == 0)
            yield return Part.Mappings([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => (mapped[random.Next(mapped.Length)], Policies[random.Next(1, 4)])).Distinct()]);
        if (random.Next(3) == 0) yield return Part.PolicyConstraints(random.Next(2) == 0 ? random.Next(3) : null, random.Next(3));
        if (random.Next(4) == 0) yield return Part.InhibitAny(random.Next(3));
    }

    private static X509Extension Constraints(Random random)
    {
        Action<System.Formats.Asn1.AsnWriter> One() => random.Next(4) switch
        {
            0 => Part.Dns(Hosts[random.Next(Hosts.Length)]),
            1 => Part.Mail((random.Next(2) == 0 ? "." : "") + Hosts[random.Next(Hosts.Length)]),
            2 => Part.Address(random.Next(2) == 0 ? "192.0.2.0/255.255.255.0" : "198.51.100.0/255.255.255.0"),
            _ => Part.Directory(Organisations[random.Next(Organisations.Length)]),
        };

        Action<System.Formats.Asn1.AsnWriter>[] Some() => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => One())];
        return random.Next(2) == 0 ? Part.Constraints(permitted: [Part.Directory("C=RU"), .. Some()]) : Part.Constraints(excluded: Some());
    }

    [Fact]
    public async Task Revocation_lists_are_judged_alike()
    {
        using var folder = new TempFolder();
        var random = new Random(20261128);
        var wrong = new List<string>();
        var (passed, lax) = (0, 0);
        for (var round = 0; round < Count; round++)
        {
            var root = Identified(null, "CN=Root", [Part.Authority()]);
            var ca = Identified(root, "CN=CA", [Part.Authority()]);
            var lister = Identified(root, "CN=Lister", [Part.Usage(X509KeyUsageFlags.CrlSign)]);
            var points = Enumerable.Range(0, random.Next(3)).Select(_ => Point(random)).ToArray();
            var end = Identified(ca, "CN=End", points.Length == 0 ? [] : [Part.Points(points)]);
            var other = Identified(ca, "CN=Other", []);
            List<MintedList> lists = [new MintedList { Signer = root }];
            for (var count = random.Next(1, 4); count > 0; count--) lists.Add(List(random, ca, lister, end, other));
            var material = lists.Select(list => list.Material).ToArray();
            var ours = Mint.Ask(end, [ca, lister], root, new PathPolicy { Revocation = RevocationDemand.Required }, material).Result == VerdictResult.Passed;
            await File.WriteAllTextAsync(folder.Of("lists.pem"), string.Concat(lists.Select(list => PemEncoding.WriteString("X509 CRL", list.Encode()) + "\n")));
            var theirs = await Openssl(folder, end, [root, ca, lister], ["-crl_check_all", "-extended_crl", "-use_deltas", "-CRLfile", folder.Of("lists.pem")]);
            if (ours) passed++;

            // openssl alone may pass a little more: it takes a delta list without the list it is based on, and of two lists of one day the first.
            if (!ours && theirs.Ok) lax++;
            if (ours && !theirs.Ok) wrong.Add($"{round}: ours {ours}, openssl {theirs.Told}\n{Text([root, ca, lister], end)}\n{await File.ReadAllTextAsync(folder.Of("lists.pem"))}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {Count}\n{string.Join('\n', wrong.Take(8))}");
        Assert.InRange(lax, 0, Count / 20);
        Assert.InRange(passed, Count / 20, Count * 9 / 10);
    }

    private static Action<System.Formats.Asn1.AsnWriter> Point(Random random)
    {
        var name = Part.Directory(random.Next(2) == 0 ? "CN=One" : "CN=Two");
        return random.Next(4) == 0 ? Part.Point(name, issuer: Part.Directory("CN=Lister")) : Part.Point(name);
    }

    private static MintedList List(Random random, Minted ca, Minted lister, Minted end, Minted other)
    {
        var signer = random.Next(4) == 0 ? lister : ca;
        var name = random.Next(3) switch { 0 => "CN=One", 1 => "CN=Two", _ => null };
        var flag = random.Next(5) switch { 0 => 1, 1 => 2, _ => 0 };
        int? reasons = random.Next(4) switch { 0 => SomeReasons, 1 => 0x1FE & ~SomeReasons, _ => null };
        var isIndirect = signer == lister && random.Next(4) != 0;
        var isBare = name is null && flag == 0 && reasons is null && !isIndirect;
        var isDelta = random.Next(4) == 0;
        var list = new MintedList
        {
            Signer = signer,
            Number = isDelta ? 5 : random.Next(1, 4),
            Base = isDelta ? random.Next(1, 4) : null,
            ThisUpdate = Mint.Noon.AddDays(-random.Next(1, 5)),
            NextUpdate = Mint.Noon.AddDays(random.Next(6) == 0 ? -0.5 : 2),
            Point = isBare ? null : writer =>
            {
                if (name is not null) Part.PointName(writer, Part.Directory(name));
                if (flag != 0) writer.WriteBoolean(true, Part.Context(flag));
                if (reasons is { } mask) Part.Reasons(writer, mask, 3);
                if (isIndirect) writer.WriteBoolean(true, Part.Context(4));
            },
        };
        if (random.Next(3) == 0) list = list.With(other, issuer: isIndirect ? "CN=CA" : null);

        // Two differences are meant: openssl takes the newest list's word for a revocation that an older one has for ever, and does not fall back on lists
        // outside of distribution points (RFC 5280, the end of section 6.3.3). Holds, and points for every reason, keep clear of both.
        var reason = isDelta && random.Next(3) == 0 ? RevocationReason.RemoveFromCrl : RevocationReason.CertificateHold;
        return random.Next(5) == 0 ? list.With(end, reason, issuer: isIndirect && random.Next(2) == 0 ? "CN=CA" : null) : list;
    }

    private static async Task<(bool Ok, string Told)> Openssl(TempFolder folder, Minted end, List<Minted> chain, List<string> arguments)
    {
        await File.WriteAllTextAsync(folder.Of("root.pem"), chain[0].Platform.ExportCertificatePem());
        await File.WriteAllTextAsync(folder.Of("others.pem"), string.Join('\n', chain.Skip(1).Select(one => one.Platform.ExportCertificatePem())));
        await File.WriteAllTextAsync(folder.Of("end.pem"), end.Platform.ExportCertificatePem());
        var run = await ToolRun.Run("openssl",
        [
            "verify", "-no-CApath", "-no-CAstore", "-attime", Mint.Noon.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), .. arguments,
            "-CAfile", folder.Of("root.pem"), "-untrusted", folder.Of("others.pem"), folder.Of("end.pem"),
        ]);
        return (run.ExitCode == 0, run.Output.Trim() + run.Errors.Trim());
    }

    private static string Text(List<Minted> chain, Minted end) => string.Join('\n', chain.Append(end).Select(one => one.Platform.ExportCertificatePem()));
}
