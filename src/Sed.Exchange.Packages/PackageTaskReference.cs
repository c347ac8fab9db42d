namespace Sed.Exchange.Packages;

/// <summary>What a task stands under.</summary>
/// <param name="Id">Its id inside this package; null: it is the addressee's, told in an earlier message.</param>
/// <param name="Uid">Its id at the one who gave it, in the form in which equal ones are equal; null: none that tells it from others.</param>
public sealed record PackageTaskReference(string? Id, string? Uid);
