using System.Text.Json.Serialization;

namespace Sed.Exchange.Packages.Sev;

/// <summary><c>@AdvanceInfo</c>, о каких событиях сообщать.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SevAdvance>))]
public enum SevAdvance
{
    /// <summary>О первом.</summary>
    First,

    /// <summary>Обо всех.</summary>
    All,
}
