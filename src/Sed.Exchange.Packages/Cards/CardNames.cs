using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Packages.Cards;

/// <summary>Names of files by their number in the passport.</summary>
internal sealed class CardNames
{
    private readonly Dictionary<string, string> names = [];

    public CardNames(IReadOnlyList<SevResource> resources)
    {
        foreach (var resource in resources)
        {
            names[SevResources.Key(resource.Uid)] = resource.UniqueName;
        }
    }

    /// <summary>The name in the message; null when the number points to nothing.</summary>
    public string? Find(int resourceId) => names.GetValueOrDefault(SevResources.Key(resourceId));
}
