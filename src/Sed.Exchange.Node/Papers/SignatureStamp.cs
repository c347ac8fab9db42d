using System.Globalization;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Papers;

/// <summary>
/// The stamp «ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ» as a picture for passports and printed copies: certificate, owner, validity, who says so and when. In Russian always: it
/// goes onto Russian documents. Drawn of signatures that passed and of no others.
/// </summary>
internal static class SignatureStamp
{
    private const int DotsPerInch = 300;
    private const int Width = 900;
    private const int Margin = 36;
    private const int Line = 5;
    private const int TitleSize = 36;
    private const int TextSize = 30;
    private const int SmallSize = 24;

    private static readonly (byte Red, byte Green, byte Blue) Ink = (0, 51, 153);
    private static readonly TimeSpan MoscowTime = TimeSpan.FromHours(3);

    /// <summary>Draws it: PNG, 300 dots per inch, 7.6 cm wide.</summary>
    /// <param name="verdict">The signature.</param>
    /// <param name="checkedAt">When it was checked.</param>
    /// <exception cref="ArgumentException">The signature did not pass, or has no certificate.</exception>
    public static byte[] Draw(SignatureVerdict verdict, DateTimeOffset checkedAt)
    {
        if (verdict is not { Result: VerdictResult.Passed, IsCounter: false, Signer: { } signer }) throw new ArgumentException("Only signatures that passed are stamped.", nameof(verdict));
        var words = Words.Russian;
        List<(string Text, Typeface Face, int Size, int Most)> parts =
        [
            (words["stamp.title"], Typeface.Bold, TitleSize, 3),
            (words.With("stamp.certificate", signer.Serial.ToUpperInvariant()), Typeface.Regular, TextSize, 3),
            (words.With("stamp.owner", OwnerOf(signer)), Typeface.Regular, TextSize, 4),
            (words.With("stamp.validity", Day(signer.NotBefore), Day(signer.NotAfter)), Typeface.Regular, TextSize, 1),
            (words.With("stamp.checked", checkedAt.ToOffset(MoscowTime).ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture)), Typeface.Regular, SmallSize, 3),
        ];
        var lines = parts.SelectMany(part => TextLines.Of(part.Text, part.Face, part.Size, Width - (2 * Margin), part.Most).Select(text => (text, part.Face, part.Size))).ToList();
        var height = (2 * Margin) + lines.Sum(line => Leading(line.Size));
        var picture = new Raster(Width, height);
        picture.Frame(Line, Line, Width - Line, height - Line, Line);
        var y = (double)Margin;
        foreach (var (text, face, size) in lines)
        {
            y += Leading(size);
            var x = face == Typeface.Bold ? (Width - face.Measure(text, size)) / 2 : Margin;
            picture.Text(text, face, size, x, y - (Leading(size) * 0.28));
        }

        return PngFile.Write(picture, Ink, DotsPerInch);
    }

    // The person, and whom he signs for when the certificate says it.
    private static string OwnerOf(Certificate signer)
    {
        var name = signer.CommonName ?? signer.Organisation ?? signer.Subject;
        return signer.Organisation is { } organisation && organisation != name ? $"{name}, {organisation}" : name;
    }

    private static string Day(DateTimeOffset at) => at.ToOffset(MoscowTime).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    private static int Leading(int size) => size * 4 / 3;
}
