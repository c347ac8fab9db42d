using System.Text.Json.Serialization;

namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Document/@Status</c>, статус проекта.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SevDocumentStatus>))]
public enum SevDocumentStatus
{
    /// <summary>Создан.</summary>
    Created,

    /// <summary>На визировании.</summary>
    AtSight,

    /// <summary>Завизирован.</summary>
    Initialed,

    /// <summary>На подписи.</summary>
    AtSignature,

    /// <summary>Подписан.</summary>
    Signed,

    /// <summary>Не подписан.</summary>
    NotSigned,

    /// <summary>На регистрации, первый этап.</summary>
    AtRegistration1,

    /// <summary>На регистрации, второй этап.</summary>
    AtRegistration2,

    /// <summary>Зарегистрирован.</summary>
    Registered,
}
