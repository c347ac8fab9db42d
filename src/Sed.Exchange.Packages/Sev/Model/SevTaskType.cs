using System.Text.Json.Serialization;

namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Task/@Type</c>, вид поручения.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SevTaskType>))]
public enum SevTaskType
{
    /// <summary>Резолюция.</summary>
    Resolution,

    /// <summary>Пункт.</summary>
    Point,
}
