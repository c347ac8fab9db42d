namespace Sed.Exchange.Packages;

/// <summary>An organisation that must carry out a task.</summary>
/// <param name="Organisation">The organisation as written.</param>
/// <param name="Person">Its official, by post and name; the responsible one when there are several.</param>
/// <param name="IsResponsible">Whether it answers for the task.</param>
/// <param name="Progress">What the teller says of its progress; null: nothing.</param>
public sealed record PackageExecutor(PackageAddress Organisation, string? Person, bool IsResponsible, PackageTaskProgress? Progress)
{
    /// <summary>The type's name and nothing else: people are content.</summary>
    public override string ToString() => nameof(PackageExecutor);
}
