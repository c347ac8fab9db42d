using System.Text.Json.Serialization;

namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Header/@MessageType</c>, тип сообщения.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SevMessageType>))]
public enum SevMessageType
{
    /// <summary>DocInfo: основной документ, a document.</summary>
    MainDoc,

    /// <summary>DocInfo: дополнение к документу, additions to a document sent before.</summary>
    AddToDoc,

    /// <summary>Report: уведомление о приёме сообщения, the message was taken from transport.</summary>
    Reception,

    /// <summary>Report: уведомление об отказе в регистрации, registration was refused.</summary>
    Failure,

    /// <summary>Report: накопительный отчёт, registration, forwarding and whatever else happened.</summary>
    Report,

    /// <summary>Report, version 18 only: редактирование проекта, editing of a project.</summary>
    Editing,

    /// <summary>SyncInfo and SyncReport, whose types nobody documented: другое слово, kept in <see cref="SevHeader.OtherMessageType"/>.</summary>
    Other,
}
