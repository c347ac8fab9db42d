using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sed.Exchange.Containers.Revocation;

namespace Sed.Exchange.Containers.Policies;

/// <summary>Reads policy files (<c>sedx-policy/1</c>, <c>schemas/cli-1/sedx-policy-1.schema.json</c>). Strict: what is not understood is refused, never passed over.</summary>
public static partial class VerificationPolicyFile
{
    /// <summary>Octets of a policy; it is read by people, and kept in every evidence file.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly string[] DigestNames =
    [
        "sha-1", "sha-224", "sha-256", "sha-384", "sha-512", "sha-512/256", "gost-3411-94", "gost-3411-2012-256", "gost-3411-2012-512",
    ];

    private static readonly string[] KeyNames = ["rsa", "ecdsa", "gost-2001", "gost-2012"];

    private static readonly Dictionary<string, RevocationDemand> Demands = new(StringComparer.Ordinal)
    {
        ["off"] = RevocationDemand.Off,
        ["known"] = RevocationDemand.WhereKnown,
        ["required"] = RevocationDemand.Required,
    };

    private static readonly Dictionary<string, AccreditationDemand> Accreditations = new(StringComparer.Ordinal)
    {
        ["off"] = AccreditationDemand.Off,
        ["noted"] = AccreditationDemand.Noted,
        ["required"] = AccreditationDemand.Required,
    };

    private static readonly Dictionary<string, IndeterminateOutcome> Outcomes = new(StringComparer.Ordinal)
    {
        ["accept"] = IndeterminateOutcome.Accept,
        ["flag"] = IndeterminateOutcome.Flag,
        ["refuse"] = IndeterminateOutcome.Refuse,
    };

    /// <summary>Reads a policy.</summary>
    /// <param name="octets">The file; kept.</param>
    /// <param name="source">What to call it in complaints: its path.</param>
    /// <exception cref="PolicyException">It is not one.</exception>
    public static VerificationPolicy Read(byte[] octets, string source)
    {
        if (octets.Length > MaxBytes) throw new PolicyException(PolicyCodes.Malformed, $"{source}: more than {MaxBytes} octets");
        try
        {
            // A key that stands twice would let two readers see two policies.
            using var document = JsonDocument.Parse(octets, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            return Read(new PolicyObject(document.RootElement, "$"), octets);
        }
        catch (JsonException error)
        {
            throw new PolicyException(PolicyCodes.Malformed, $"{source}: {error.Message}");
        }
        catch (PolicyException error)
        {
            throw new PolicyException(error.Code, $"{source}: {error.Seen}");
        }
    }

    private static VerificationPolicy Read(PolicyObject file, byte[] octets)
    {
        file.Text("schema", SchemaForm(), "sedx-policy/1");
        var policy = new VerificationPolicy(octets)
        {
            Name = file.Text("name", NameForm(), "2 to 40 of a-z, 0-9 and -"),
            Version = file.Text("version", VersionForm(), "numbers with points"),
            Issued = file.Day("issued"),
            Digests = ReadRules(file, "digests", DigestNames, hasBits: false),
            Keys = ReadRules(file, "keys", KeyNames, hasBits: true),
            Revocation = ReadRevocation(file.Inside("revocation")),
            NeedsSigningCertificate = Either(file, "signingCertificate", "optional", "required"),
            CountsKeyPeriod = Either(file, "keyPeriod", "noted", "counts"),
            Tokens = Either(file, "tokens", "own", "proven") ? TokenTime.Proven : TokenTime.Own,
            Accreditation = file.Choice("accreditation", Accreditations),
            NotesCertifiedMeans = Either(file, "certifiedMeans", "off", "noted"),
            Indeterminate = file.Choice("indeterminate", Outcomes),
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(octets)),
        };
        file.Finish();
        return policy;
    }

    private static List<AlgorithmRule> ReadRules(PolicyObject file, string key, string[] names, bool hasBits)
    {
        var known = names.ToDictionary(name => name, StringComparer.Ordinal);
        var rules = new List<AlgorithmRule>();
        foreach (var item in file.List(key))
        {
            var rule = new AlgorithmRule(item.Choice("name", known), hasBits ? item.Number("bits", 256, 16384) ?? 0 : 0, item.Time("from"), item.Time("until"));
            if (rule.From >= rule.Until) throw item.Contradiction("until", "not after from");
            if (rules.Exists(other => other.Name == rule.Name && other.Bits == rule.Bits)) throw item.Contradiction("name", $"{rule.Name} stands twice");
            item.Finish();
            rules.Add(rule);
        }

        return rules;
    }

    private static RevocationRules ReadRevocation(PolicyObject revocation)
    {
        var rules = new RevocationRules(
            revocation.Choice("demand", Demands),
            revocation.Duration("listAge"),
            revocation.Duration("answerAge"),
            revocation.Duration("grace") ?? throw new PolicyException(PolicyCodes.KeyMissing, "$.revocation.grace"));
        revocation.Finish();
        return rules;
    }

    private static bool Either(PolicyObject file, string key, string no, string yes) =>
        file.Choice(key, new Dictionary<string, bool>(StringComparer.Ordinal) { [no] = false, [yes] = true });

    [GeneratedRegex("^sedx-policy/1$", RegexOptions.CultureInvariant)]
    private static partial Regex SchemaForm();

    [GeneratedRegex("^[a-z0-9-]{2,40}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();

    [GeneratedRegex("^[0-9]{1,6}(\\.[0-9]{1,6}){0,3}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionForm();
}
