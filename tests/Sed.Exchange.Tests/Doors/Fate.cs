namespace Sed.Exchange.Tests.Doors;

/// <summary>What becomes of octets that are not taken.</summary>
internal static class Fate
{
    public const string NotStored = "not stored; the caller has them";
    public const string Evidence = "kept as evidence, never released; the same signed Refused receipt again and again";
    public const string StaysWithSender = "not taken; the sender keeps ownership and tries again";
    public const string Taken = "taken";
    public const string Untouched = "the file is only read";
}
