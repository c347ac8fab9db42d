using System.Text.Json.Serialization;

namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Approval/@Kind</c> and <c>Direction/@VisaSign</c>, виза или подпись.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SevVisaSign>))]
public enum SevVisaSign
{
    /// <summary>Виза.</summary>
    Visa,

    /// <summary>Подпись.</summary>
    Sign,
}
