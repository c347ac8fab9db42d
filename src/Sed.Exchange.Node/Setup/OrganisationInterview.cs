using Sed.Exchange.Containers.Authority;

namespace Sed.Exchange.Node.Setup;

/// <summary>Gets the answers about one organisation.</summary>
internal static class OrganisationInterview
{
    private const string Option = "--organisation";
    private static readonly string[] Fields = ["name", "short", "inn", "ogrn", "sev", "oktmo", "id", "superior"];

    /// <summary>From an option's text, or by asking when it is null. Null: it does not fit, the faults say why.</summary>
    public static OrganisationAnswers? Hold(Interview interview, string? given)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (given is not null && !Split(given, values, interview)) return null;
        string? Ask(string field, Func<string, string?> read, string? standard = null, bool required = false)
        {
            var question = new Question($"organisation.{field}", $"{Option} {field}=", read, standard, required);
            if (given is null || values.ContainsKey(field)) return interview.Ask(question, values.GetValueOrDefault(field));

            // An option says all it has to say: the fields it leaves out are not asked for.
            if (standard is null && required) interview.Fault("init.missing", question.Option, given);
            return standard;
        }

        var name = Ask("name", ReadName, required: true);
        var shortName = Ask("short", ReadName);
        var inn = Ask("inn", text => RegisterNumbers.IsInn(text) ? text : null);
        var ogrn = Ask("ogrn", text => RegisterNumbers.IsOgrn(text) ? text : null);
        var sev = Ask("sev", ReadIndexes, inn);
        var oktmo = Ask("oktmo", text => RegisterNumbers.IsOktmo(text) ? text : null);
        var id = Ask("id", ReadGuid, Guid.NewGuid().ToString());
        var superior = Ask("superior", ReadGuid);
        if (name is null || id is null) return null;
        return new OrganisationAnswers(Guid.Parse(id), name, shortName, inn, ogrn, sev?.Split(',') ?? [], oktmo, superior is null ? null : Guid.Parse(superior));
    }

    private static bool Split(string given, Dictionary<string, string> values, Interview interview)
    {
        var fits = true;
        foreach (var part in given.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && Fields.Contains(part[..equals]) && values.TryAdd(part[..equals], part[(equals + 1)..])) continue;
            interview.Fault("init.organisationField", Option, part, string.Join(", ", Fields));
            fits = false;
        }

        return fits;
    }

    private static string? ReadName(string text) => text.Length is > 0 and <= 1000 && !text.Any(char.IsControl) ? text : null;

    private static string? ReadGuid(string text) => Guid.TryParse(text, out var id) && id != Guid.Empty ? id.ToString() : null;

    private static string? ReadIndexes(string text)
    {
        var indexes = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return indexes.Length > 0 && indexes.All(index => ReadName(index) is not null) ? string.Join(',', indexes) : null;
    }
}
