using System.Text.Json.Serialization;

namespace Sed.Exchange.Packages.Sev;

/// <summary><c>AdditionalField/@Type</c>, тип дополнительного реквизита.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SevAdditionalFieldType>))]
public enum SevAdditionalFieldType
{
    /// <summary>Текст.</summary>
    Text,

    /// <summary>Дата.</summary>
    Date,

    /// <summary>Число.</summary>
    Decimal,

    /// <summary>Флаг.</summary>
    Flag,
}
