using System.Text.Json.Serialization;

namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Sex</c>, пол.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SevSex>))]
public enum SevSex
{
    /// <summary>Женский.</summary>
    Female,

    /// <summary>Мужской.</summary>
    Male,

    /// <summary>Не указан.</summary>
    Undefined,
}
