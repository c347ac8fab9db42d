using System.Globalization;
using Sed.Exchange.Client;

namespace Sed.Exchange.Node.Demo.Showing;

/// <summary>Shows a message with the timeline of each delivery, times counted from the moment it was sealed.</summary>
internal static class TimelineTable
{
    private const int TimeWidth = 11;
    private const int NodeWidth = 11;
    private const int EventWidth = 13;

    /// <summary>Writes the tables of one message.</summary>
    public static void Write(Narrator tell, MessageStatus message)
    {
        tell.Line();
        var kind = message.Kind == "report" ? tell.Pick("доклад", "report") : tell.Pick("документ", "document");
        tell.Line($"  {tell.Paint($"{kind} {message.Subject}", "1")}   {tell.Pick("от", "from")} {message.Sender?.Name}");
        tell.Line($"  {message.MessageId}{(message.ClientReference is null ? string.Empty : $"   {message.ClientReference}")}");
        if (message.Control is { } control) tell.Line($"  {ControlTable.Line(tell, control)}");
        foreach (var delivery in message.Deliveries)
        {
            tell.Line($"    → {delivery.Recipient.Name}: {State(tell, delivery.State)}");
            foreach (var entry in delivery.Timeline)
            {
                var mark = entry.Verified == false ? tell.Paint("✗", "31") : entry.ReceiptId is null ? " " : tell.Paint("✓", "32");
                tell.Line($"      {After(tell, entry.At - message.SentAt),TimeWidth}  {entry.Node,-NodeWidth} {mark} {entry.Event,-EventWidth} {Means(tell, entry)}");
            }
        }
    }

    private static string After(Narrator tell, TimeSpan time)
    {
        var text = (time.TotalSeconds < 0 ? "-" : "+") + Math.Abs(time.TotalSeconds).ToString("0.000", CultureInfo.InvariantCulture);
        return tell.English ? $"{text} s" : $"{text.Replace('.', ',')} с";
    }

    private static string State(Narrator tell, string state) => state switch
    {
        "Queued" => tell.Pick("в очереди", "queued"),
        "Sent" => tell.Pick("в пути", "on its way"),
        "Delivered" or "Waiting" or "Leased" => tell.Pick("доставлено", "delivered"),
        "Collected" => tell.Pick("получено", "collected"),
        "Declined" => tell.Pick("возвращено", "declined"),
        "Refused" => tell.Pick("отказано", "refused"),
        "Undelivered" => tell.Pick("не доставлено", "undelivered"),
        _ => state,
    };

    private static string Means(Narrator tell, TimelineEntry entry)
    {
        var text = entry.Event switch
        {
            "Accepted" => tell.Pick("принято, сохранено, будет доставлено", "taken, durable, will be delivered"),
            "Relayed" => tell.Pick("узел взял дальнейшую доставку на себя", "this node answers for it from here"),
            "Delivered" => tell.Pick("проверено, сохранено, ждёт в ящике", "verified, durable, waiting in the mailbox"),
            "Collected" => tell.Pick("установка подтвердила получение", "the installation confirmed taking it"),
            "Declined" => tell.Pick("установка вернула", "the installation declined"),
            "Refused" => tell.Pick("не принято", "not taken"),
            "Undelivered" => tell.Pick("подтверждения доставки не пришло", "no proof of delivery came"),
            "Registered" => tell.Pick("зарегистрировано получателем", "registered by the recipient"),
            "RegistrationRefused" => tell.Pick("в регистрации отказано", "registration refused"),
            "Progress" => $"{tell.Pick("ход исполнения", "progress")}{string.Concat(entry.Kinds.Select(kind => $": {Kind(tell, kind)}"))}",
            "Answer" => tell.Pick("получатель отправил ответ", "the recipient sent an answer"),
            _ => string.Empty,
        };
        if (entry is { Number: { } number, Date: { } date })
            text += tell.Pick(": № ", ": No. ") + number + tell.Pick(" от ", " of ") + date.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
        return entry.Reason is null ? text : $"{text} ({entry.Reason})";
    }

    private static string Kind(Narrator tell, string kind) => kind switch
    {
        "Forwarding" => tell.Pick("переслано", "forwarded"),
        "Consideration" => tell.Pick("рассмотрено, дано поручение", "considered, a task given"),
        "Execution" => tell.Pick("доклад об исполнении", "a report of execution"),
        "Redirection" => tell.Pick("переадресовано", "redirected"),
        _ => kind,
    };
}
