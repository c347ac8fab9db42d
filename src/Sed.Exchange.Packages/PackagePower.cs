namespace Sed.Exchange.Packages;

/// <summary>A machine-readable power of attorney (МЧД) in a package, told by the name of its form alone. Indexes into the package's list of files.</summary>
/// <param name="File">Index of the power of attorney.</param>
/// <param name="SignatureFile">Index of its detached signature: the same name and <c>.sig</c>, <c>.p7s</c> or <c>.sgn</c>; null: none came along.</param>
public sealed record PackagePower(int File, int? SignatureFile);
