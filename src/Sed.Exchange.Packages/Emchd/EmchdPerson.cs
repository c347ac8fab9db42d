namespace Sed.Exchange.Packages.Emchd;

/// <summary>A person as a power of attorney names him. Personal data: compare it, never log, show or send it.</summary>
/// <param name="Inn"><c>@ИННФЛ</c>, as written.</param>
/// <param name="Snils"><c>@СНИЛС</c>, as written, with or without dashes.</param>
public sealed record EmchdPerson(string? Inn, string? Snils);
