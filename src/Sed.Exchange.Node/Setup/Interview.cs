using Sed.Exchange.Node.Texts;
using Spectre.Console;

namespace Sed.Exchange.Node.Setup;

/// <summary>
/// Gets answers: from options, else from the person at the terminal, else the standard ones. Whatever is missing or does not fit is collected, so that a
/// script learns of everything at once. Plain questions and answers, no menus: they work on every terminal and read well aloud.
/// </summary>
internal sealed class Interview(Words words, IAnsiConsole? terminal)
{
    /// <summary>The answer to <see cref="Confirm"/> that means yes.</summary>
    public const string Yes = "yes";

    private const string No = "no";

    private readonly List<string> _faults = [];

    /// <summary>What is missing or does not fit.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>True: somebody is asked.</summary>
    public bool HasPerson => terminal is not null;

    /// <summary>A heading between questions, with a sentence on what they are for.</summary>
    public void Section(string key)
    {
        if (terminal is null) return;
        terminal.WriteLine();
        terminal.MarkupLine($"[bold]{Markup.Escape(words[$"init.section.{key}"])}[/]");
        Say($"init.about.{key}");
    }

    /// <summary>A remark for the person at the terminal.</summary>
    public void Say(string key, params object?[] values) => terminal?.MarkupLine($"[grey]{Markup.Escape(words.With(key, values))}[/]");

    /// <summary>The answer, or null when there is none.</summary>
    /// <param name="question">The question.</param>
    /// <param name="given">What an option says.</param>
    public string? Ask(Question question, string? given)
    {
        if (given is not null)
        {
            var answer = question.Read(given.Trim());
            if (answer is not null) return answer;

            // A person can be asked instead: a fault told at the end would cost all the other answers.
            object?[] values = [question.Option, given, words[question.HintFor(given.Trim())]];
            if (terminal is null)
            {
                Fault("init.wrong", values);
                return null;
            }

            Say("init.wrong", values);
        }

        if (terminal is not null) return Prompt(question, terminal);
        if (question.Standard is null && question.IsRequired) Fault("init.missing", question.Option, words[$"init.hint.{question.Key}"]);
        return question.Standard is null ? null : question.Read(question.Standard);
    }

    /// <summary>Yes or no.</summary>
    public bool Confirm(string key, string option, bool standard, bool given) =>
        Ask(new Question(key, option, ReadYesOrNo, words[standard ? "init.yes" : "init.no"]), given ? Yes : null) == Yes;

    /// <summary>Notes what does not fit.</summary>
    public void Fault(string key, params object?[] values) => _faults.Add(words.With(key, values));

    private string? Prompt(Question question, IAnsiConsole person)
    {
        var prompt = new TextPrompt<string>(Markup.Escape(words[$"init.ask.{question.Key}"]))
            .PromptStyle(Style.Plain)
            .Validate(typed => typed.Trim().Length == 0 && !question.IsRequired || question.Read(typed.Trim()) is not null
                ? ValidationResult.Success()
                : ValidationResult.Error($"[yellow]{Markup.Escape(words[question.HintFor(typed.Trim())])}[/]"));
        if (question.Standard is { } standard) prompt.DefaultValue(standard);
        // The prompt would ask again without a word; the validation says what is wanted.
        else prompt.AllowEmpty();
        var answer = person.Prompt(prompt).Trim();
        return answer.Length == 0 ? null : question.Read(answer);
    }

    // Both languages are understood in both: keyboards are often in the other one.
    private static string? ReadYesOrNo(string text) => text.ToLowerInvariant() switch
    {
        "да" or "д" or "yes" or "y" => Yes,
        "нет" or "н" or "no" or "n" => No,
        _ => null,
    };
}
