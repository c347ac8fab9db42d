namespace Sed.Exchange.Packages.Emchd;

/// <summary>One power: a code of the classifier with its name (<c>МашПолн</c>), or a text alone (<c>ТекстПолн</c>).</summary>
/// <param name="Code"><c>@КодПолн</c>; null: a text.</param>
/// <param name="Text"><c>@НаимПолн</c>, or the text.</param>
public sealed record EmchdPower(string? Code, string Text);
