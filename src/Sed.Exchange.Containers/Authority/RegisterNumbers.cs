using System.Globalization;

namespace Sed.Exchange.Containers.Authority;

/// <summary>Numbers of the state registers and their check digits.</summary>
public static class RegisterNumbers
{
    private const long LeastCheckedSnils = 1001999;

    private static readonly int[] InnWeights = [2, 4, 10, 3, 5, 9, 4, 6, 8];
    private static readonly int[] PersonalInnWeights = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

    /// <summary>ИНН of a legal entity: ten digits, the last one checks the others (приказ ФНС России ЕД-7-14/559, приложение).</summary>
    public static bool IsInn(string text) => AreDigits(text, 10) && Weighed(text, InnWeights) == Digit(text, 9);

    /// <summary>ИНН of a person: twelve digits, the last two check the others.</summary>
    public static bool IsPersonalInn(string text) =>
        AreDigits(text, 12) && Weighed(text, PersonalInnWeights.AsSpan(1)) == Digit(text, 10) && Weighed(text, PersonalInnWeights) == Digit(text, 11);

    /// <summary>ОГРН of a legal entity: thirteen digits, the last one is the remainder of the first twelve by eleven, its last digit.</summary>
    public static bool IsOgrn(string text) =>
        AreDigits(text, 13) && text[0] is not '0' && long.Parse(text.AsSpan(0, 12), CultureInfo.InvariantCulture) % 11 % 10 == Digit(text, 12);

    /// <summary>ОГРНИП of an entrepreneur: fifteen digits, the last one is the remainder of the first fourteen by thirteen, its last digit.</summary>
    public static bool IsOgrnIp(string text) =>
        AreDigits(text, 15) && text[0] is not '0' && long.Parse(text.AsSpan(0, 14), CultureInfo.InvariantCulture) % 13 % 10 == Digit(text, 14);

    /// <summary>СНИЛС of a person: eleven digits, the last two check the others; the first million of numbers has none that do.</summary>
    public static bool IsSnils(string text)
    {
        if (!AreDigits(text, 11)) return false;
        if (long.Parse(text.AsSpan(0, 9), CultureInfo.InvariantCulture) < LeastCheckedSnils) return true;
        var sum = Enumerable.Range(0, 9).Sum(index => (9 - index) * Digit(text, index));
        return sum % 101 % 100 == (Digit(text, 9) * 10) + Digit(text, 10);
    }

    /// <summary>ОКТМО: eight digits of a municipality or eleven of a settlement. The classifier's check digit is not part of the code.</summary>
    public static bool IsOktmo(string text) => AreDigits(text, 8) || AreDigits(text, 11);

    private static int Weighed(string text, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var index = 0; index < weights.Length; index++) sum += weights[index] * Digit(text, index);
        return sum % 11 % 10;
    }

    private static bool AreDigits(string text, int count) => text.Length == count && text.All(char.IsAsciiDigit);

    private static int Digit(string text, int index) => text[index] - '0';
}
