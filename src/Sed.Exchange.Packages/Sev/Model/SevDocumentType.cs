using System.Text.Json.Serialization;

namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Document/@Type</c>, вид карточки.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SevDocumentType>))]
public enum SevDocumentType
{
    /// <summary>Исходящий.</summary>
    Created,

    /// <summary>Входящий.</summary>
    Incoming,

    /// <summary>Проект документа (РКПД).</summary>
    Project,
}
