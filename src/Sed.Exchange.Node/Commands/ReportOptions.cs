using System.CommandLine;
using System.Text.Json.Nodes;

namespace Sed.Exchange.Node.Commands;

/// <summary>
/// Options of <c>sedx inbox report</c>: the fields that are short enough for a command line. They are put where the event has them; whether they are right is
/// the node's to say, all faults at once.
/// </summary>
internal sealed class ReportOptions
{
    private const string Forwarding = "Forwarding";
    private const string Redirection = "Redirection";
    private const string Consideration = "Consideration";
    private const string Execution = "Execution";
    private const string Answer = "Answer";

    private readonly Option<string> _event = new("--event") { HelpName = "EVENT" };
    private readonly Option<string> _number = Text("--number");
    private readonly Option<string> _date = new("--date") { HelpName = "DATE" };
    private readonly Option<string> _text = Text("--text");
    private readonly Option<string[]> _reason = new("--reason") { HelpName = "TEXT" };
    private readonly Option<string> _task = new("--task") { HelpName = "UID" };
    private readonly Option<string> _status = Text("--status");
    private readonly Option<string> _factDate = new("--fact-date") { HelpName = "YYYY-MM-DD" };
    private readonly Option<string> _deadline = new("--deadline") { HelpName = "YYYY-MM-DD" };
    private readonly Option<string[]> _executor = new("--executor") { HelpName = "TEXT" };
    private readonly Option<string> _organisation = new("--organisation") { HelpName = "GUID" };
    private readonly Option<string> _department = Text("--department");
    private readonly Option<string> _person = Text("--person");
    private readonly Option<string> _post = Text("--post");
    private readonly Option<string> _deliveryType = Text("--delivery-type");
    private readonly Option<string> _answer = new("--answer") { HelpName = "MESSAGE" };

    private ReportOptions()
    {
    }

    /// <summary>Adds the options to a command.</summary>
    public static ReportOptions AddTo(Command command)
    {
        var options = new ReportOptions();
        foreach (var option in (Option[])
        [
            options._event, options._number, options._date, options._text, options._reason, options._task, options._status, options._factDate, options._deadline,
            options._executor, options._organisation, options._department, options._person, options._post, options._deliveryType, options._answer,
        ]) command.Add(option);
        return options;
    }

    /// <summary>The request they make.</summary>
    public JsonObject Read(ParseResult parsed)
    {
        var word = parsed.GetValue(_event);
        var (number, date) = (Given(_number, parsed), Given(_date, parsed));
        var request = Object(
            ("event", word),
            ("task", Given(_task, parsed)),
            ("messageId", Given(_answer, parsed)),
            ("deliveryType", Given(_deliveryType, parsed)),
            ("status", Given(_status, parsed)),
            ("factDate", Given(_factDate, parsed)));
        var contact = Object(
            ("organisation", Given(_organisation, parsed)), ("department", Given(_department, parsed)), ("person", Given(_person, parsed)), ("post", Given(_post, parsed)));
        Put(request, word == Execution ? "executor" : "contact", word is Execution or Forwarding or Redirection ? contact : null);
        Put(request, "answer", word == Answer ? Object(("number", number), ("date", number is null ? null : date?.Split('T')[0])) : null);
        Put(request, "resolution", word == Consideration ? Resolution(parsed, contact, date) : null);
        if (word != Consideration)
        {
            Put(request, "date", date);
            Put(request, "text", Given(_text, parsed));
        }

        if (word != Answer) Put(request, "number", number);
        Put(request, parsed.GetValue(_reason));
        return request;
    }

    // The first executor answers for the task.
    private JsonObject Resolution(ParseResult parsed, JsonObject author, string? date)
    {
        var resolution = Object(("date", date), ("text", Given(_text, parsed)));
        Put(resolution, "author", author);
        Put(resolution, "control", Object(("deadline", Given(_deadline, parsed))));
        if (parsed.GetValue(_executor) is { Length: > 0 } executors)
        {
            resolution["executors"] = new JsonArray(
                [.. executors.Select((name, index) => new JsonObject { ["contact"] = new JsonObject { ["person"] = name }, ["responsible"] = index == 0 })]);
        }

        return resolution;
    }

    private static void Put(JsonObject request, string[]? reasons)
    {
        if (reasons is { Length: 1 }) request["reason"] = reasons[0];
        else if (reasons is { Length: > 1 }) request["faults"] = new JsonArray([.. reasons.Select(text => new JsonObject { ["text"] = text })]);
    }

    private static void Put(JsonObject to, string name, JsonObject? value)
    {
        if (value is { Count: > 0 }) to[name] = value;
    }

    private static void Put(JsonObject to, string name, string? value)
    {
        if (value is not null) to[name] = value;
    }

    private static JsonObject Object(params (string Name, string? Value)[] fields) =>
        new(fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create<string, JsonNode?>(field.Name, field.Value)));

    private static string? Given(Option<string> option, ParseResult parsed) => parsed.GetValue(option);

    private static Option<string> Text(string name) => new(name) { HelpName = "TEXT" };
}
