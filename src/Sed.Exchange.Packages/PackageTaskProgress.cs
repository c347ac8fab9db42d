namespace Sed.Exchange.Packages;

/// <summary>What is reported of a task.</summary>
/// <param name="At">When, by the reporter; null when not said.</param>
/// <param name="Status">State of execution in the reporter's words.</param>
/// <param name="Text">The report: one line, at most <see cref="PackageTask.LongestText"/> characters.</param>
public sealed record PackageTaskProgress(DateTimeOffset? At, string? Status, string? Text)
{
    /// <summary>The type's name and nothing else: it is content.</summary>
    public override string ToString() => nameof(PackageTaskProgress);
}
