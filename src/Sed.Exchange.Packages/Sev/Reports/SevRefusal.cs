using System.Globalization;
using System.Xml.Linq;

namespace Sed.Exchange.Packages.Sev;

/// <summary>A refusal in the three-line shape of «Дело» (§7.1 of the facts): what was found, the faults, what was decided.</summary>
public sealed record SevRefusal
{
    /// <summary>The one code of «Дело» that is known: no data about the document's author. Never used for anything else.</summary>
    public const int NoAuthor = 39;

    /// <summary>The code of a refusal by a person at the recipient, whose reason is free text.</summary>
    public const int ByDecision = 1000;

    /// <summary>The group of what a node of the exchange says, not the recipient.</summary>
    public const int TransportGroup = 8;

    /// <summary>The code of a node's refusal on the way or at the recipient's node.</summary>
    public const int OnTheWay = 1001;

    /// <summary>The code of a recipient's installation that declined the message from its mailbox.</summary>
    public const int ByInstallation = 1002;

    /// <summary>The code of a document of whose delivery no proof came in time.</summary>
    public const int NoProof = 1003;

    /// <summary>Namespace of what this project puts into Expansion.</summary>
    public const string ExpansionNamespace = "urn:sed-exchange:sev-expansion:1";

    /// <summary>Group in square brackets; 1 is «Дело»'s for a message that does not follow the format.</summary>
    public required int Group { get; init; }

    /// <summary>The group's title, a sentence.</summary>
    public required string Title { get; init; }

    /// <summary>The faults, at least one; the first one's code is the refusal's.</summary>
    public required IReadOnlyList<SevRefusalFault> Faults { get; init; }

    /// <summary>What was decided, a sentence.</summary>
    public string Decision { get; init; } = "Отказать в регистрации.";

    /// <summary>A stable code of this project for programs; goes into Expansion, only for peers known to be ours. Null: none.</summary>
    public string? MachineCode { get; init; }

    /// <summary>A refusal for a reason somebody wrote.</summary>
    public static SevRefusal Because(string reason) => Because([new SevRefusalFault(ByDecision, reason)]);

    /// <summary>A refusal for faults that somebody at the recipient wrote.</summary>
    public static SevRefusal Because(IEnumerable<SevRefusalFault> faults) =>
        new() { Group = 9, Title = "Решение получателя.", Faults = [.. faults] };

    /// <summary>The element <c>Failure</c>; lines are separated by line feeds.</summary>
    public SevFailure ToFailure() => new()
    {
        Code = Faults[0].Code,
        Text = string.Join('\n', (string[])[
            string.Create(CultureInfo.InvariantCulture, $"Обнаружено: [Группа {Group}] {OneLine(Title)}"),
            .. Faults.Select(fault => string.Create(CultureInfo.InvariantCulture, $"({fault.Code}) {OneLine(fault.Text)}")),
            $"Решено: {OneLine(Decision)}",
        ]),
    };

    /// <summary>The element <c>Expansion</c> with the machine code; null without one.</summary>
    public SevExpansion? ToExpansion() => MachineCode is null
        ? null
        : new SevExpansion { Content = [new XElement(XName.Get("refusal", ExpansionNamespace), new XAttribute("code", MachineCode)).ToString()] };

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)).Trim();
}
