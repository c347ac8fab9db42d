namespace Sed.Exchange.Node.Region;

/// <summary>Numbers of the state registers and their check digits.</summary>
public static class RegisterNumbers
{
    private static readonly int[] InnWeights = [2, 4, 10, 3, 5, 9, 4, 6, 8];

    /// <summary>ИНН of a legal entity: ten digits, the last one checks the others (приказ ФНС России ЕД-7-14/559, приложение).</summary>
    public static bool IsInn(string text) =>
        AreDigits(text, 10) && InnWeights.Select((weight, index) => weight * Digit(text, index)).Sum() % 11 % 10 == Digit(text, 9);

    /// <summary>ОГРН of a legal entity: thirteen digits, the last one is the remainder of the first twelve by eleven, its last digit.</summary>
    public static bool IsOgrn(string text) =>
        AreDigits(text, 13) && text[0] is not '0' && long.Parse(text.AsSpan(0, 12), System.Globalization.CultureInfo.InvariantCulture) % 11 % 10 == Digit(text, 12);

    /// <summary>ОКТМО: eight digits of a municipality or eleven of a settlement. The classifier's check digit is not part of the code.</summary>
    public static bool IsOktmo(string text) => AreDigits(text, 8) || AreDigits(text, 11);

    private static bool AreDigits(string text, int count) => text.Length == count && text.All(char.IsAsciiDigit);

    private static int Digit(string text, int index) => text[index] - '0';
}
