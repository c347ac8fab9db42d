using System.Globalization;

namespace Sed.Exchange.Node.Demo.Showing;

/// <summary>
/// Tells people what happens, in one of two languages. Both texts stand side by side at the place that knows what happened, so that neither
/// can be forgotten; texts of codes come from the catalogue as everywhere.
/// </summary>
internal sealed class Narrator(TextWriter output, string language, bool colours)
{
    /// <summary>True: English.</summary>
    public bool English { get; } = language == "en";

    /// <summary><c>ru</c> or <c>en</c>.</summary>
    public string Language => English ? "en" : "ru";

    /// <summary>The text in the language spoken.</summary>
    public string Pick(string ru, string en) => English ? en : ru;

    /// <summary>A line as it is.</summary>
    public void Line(string text = "") => output.WriteLine(text);

    /// <summary>A headline.</summary>
    public void Title(string ru, string en)
    {
        output.WriteLine();
        output.WriteLine(Paint(Pick(ru, en), "1"));
    }

    /// <summary>A fact, indented.</summary>
    public void Fact(string ru, string en) => output.WriteLine($"     {Pick(ru, en)}");

    /// <summary>Something that came out as it should.</summary>
    public void Good(string ru, string en) => output.WriteLine($"   {Paint("✓", "32")} {Pick(ru, en)}");

    /// <summary>Something that did not.</summary>
    public void Bad(string ru, string en) => output.WriteLine($"   {Paint("✗", "31")} {Pick(ru, en)}");

    /// <summary>Text in a colour of the terminal, when it is one.</summary>
    public string Paint(string text, string colour) => colours ? $"\u001b[{colour}m{text}\u001b[0m" : text;

    /// <summary>A number of seconds.</summary>
    public string Seconds(TimeSpan time)
    {
        var text = time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return English ? $"{text} s" : $"{text.Replace('.', ',')} с";
    }

    /// <summary>A size in MB.</summary>
    public string Megabytes(long octets)
    {
        var text = (octets / 1e6).ToString("0.#", CultureInfo.InvariantCulture);
        return English ? $"{text} MB" : $"{text.Replace('.', ',')} МБ";
    }
}
