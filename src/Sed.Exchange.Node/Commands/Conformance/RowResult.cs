namespace Sed.Exchange.Node.Commands.Conformance;

/// <summary>A row, what was answered, and how that relates to what was expected.</summary>
internal sealed record RowResult(VectorFolder Folder, VectorRow Row, VectorAnswer Answer, Agreement Agreement);
