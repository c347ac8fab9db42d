namespace Sed.Exchange.Tests;

/// <summary>A theory that needs reference data outside the repository: skipped where it is absent, failed there with <c>CI=true</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute()
    {
        if (Environment.GetEnvironmentVariable("CI") != "true" && SharedFolder.Find() is null)
        {
            Skip = "The shared folder of reference data is absent.";
        }
    }
}
