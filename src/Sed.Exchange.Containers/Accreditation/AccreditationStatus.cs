namespace Sed.Exchange.Containers.Accreditation;

/// <summary>What an authority's accreditation is from some time on.</summary>
/// <param name="Text">The list's own word: «Действует», «Приостановлена», «Прекращена», «Аннулирована».</param>
/// <param name="From">From when.</param>
public sealed record AccreditationStatus(string Text, DateTimeOffset From)
{
    private const string InForce = "Действует";

    /// <summary>True for the one word that means it; whatever else the list may say, does not.</summary>
    public bool IsInForce => Text == InForce;
}
