namespace Sed.Exchange.Containers.Policies;

/// <summary>Every key of a policy file. <c>docs/policies.md</c> shows the same table, and a test compares them.</summary>
public static class PolicyKeys
{
    /// <summary>All, in the order of the files.</summary>
    public static IReadOnlyList<PolicyKey> All { get; } =
    [
        new("schema", "`sedx-policy/1`", "The form of the file."),
        new("name", "2 to 40 of `a-z`, `0-9`, `-`", "What verdicts call it, with the version behind: `ru-63fz/1`."),
        new("version", "numbers with points: `1`, `2.1`", "Goes up whenever anything else in the file changes."),
        new("issued", "date", "When it was written. What it let through only before this day is deprecated, and a signature that passes with it says so."),
        new("digests[].name", "`sha-1`, `sha-224`, `sha-256`, `sha-384`, `sha-512`, `sha-512/256`, `gost-3411-94`, `gost-3411-2012-256`, `gost-3411-2012-512`", "A digest. One that is not listed is accepted for no time."),
        new("digests[].from", "time, optional", "Since when it is accepted."),
        new("digests[].until", "time, optional", "Before when. What is proven to have existed by then may pass; a claimed time proves nothing."),
        new("keys[].name", "`rsa`, `ecdsa`, `gost-2001`, `gost-2012`", "A kind of key. One that is not listed is accepted for no time."),
        new("keys[].bits", "256 to 16384, optional", "The least size that this rule is for; of several rules of one kind that with the most bits counts."),
        new("keys[].from", "time, optional", "Since when it is accepted."),
        new("keys[].until", "time, optional", "Before when."),
        new("revocation.demand", "`off`, `known`, `required`", "Whether not knowing of revocation decides: never looked at; what is known counts; not known is indeterminate."),
        new("revocation.listAge", "duration, optional", "How old a list may be to tell that nothing is revoked. Absent: until its own end."),
        new("revocation.answerAge", "duration, optional", "The same of an OCSP answer."),
        new("revocation.grace", "duration", "How long after a proven time of signing a list or answer must be made to tell that nothing was revoked then."),
        new("signingCertificate", "`optional`, `required`", "Whether a signature must name its signer's certificate by digest (CAdES-BES, XAdES); without: indeterminate."),
        new("keyPeriod", "`noted`, `counts`", "Whether a signature whose time lies outside of the key's own period (privateKeyUsagePeriod) is indeterminate."),
        new("tokens", "`own`, `proven`", "When the certificate and algorithms of a time-stamp must be good: at its own time, or also when it is next proven to exist."),
        new("accreditation", "`off`, `noted`, `required`", "Whether the path must reach an accredited authority: nothing; said; not shown is indeterminate."),
        new("certifiedMeans", "`off`, `noted`", "Whether each verdict says that no certified means made it (63-ФЗ article 11)."),
        new("indeterminate", "`accept`, `flag`, `refuse`", "What a document's signature that cannot be told leads to at the sender's door: taken; taken with a finding; refused like a failed one. From a peer it is never a reason to refuse."),
    ];
}
