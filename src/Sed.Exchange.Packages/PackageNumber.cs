namespace Sed.Exchange.Packages;

/// <summary>A number and date of registration.</summary>
/// <param name="Number">As written, at most <see cref="MostLetters"/> letters.</param>
/// <param name="Date">The date.</param>
public readonly record struct PackageNumber(string Number, DateOnly Date)
{
    /// <summary>A number is free text; what is longer is no number.</summary>
    public const int MostLetters = 100;
}
