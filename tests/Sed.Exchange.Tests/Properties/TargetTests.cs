using CsCheck;
using Sed.Exchange.Fuzzing.Engine;
using Sed.Exchange.Fuzzing.Mutation;
using Sed.Exchange.Fuzzing.Targets;

namespace Sed.Exchange.Tests.Properties;

/// <summary>The targets of the fuzzer by themselves: their own seeds say something, and some mutants of every kind in every run, without looking at coverage.</summary>
public sealed class TargetTests
{
    // Nothing in them is signed: they are about structure alone.
    private static readonly string[] Unsigned = ["zip", "passport"];

    public static TheoryData<string> Names => new(FuzzTarget.All.Select(target => target.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Seeds_have_no_faults_and_prove_what_mutants_must_not(string name)
    {
        var target = Find(name);
        var judge = new Judge(target);
        List<byte[]> seeds = [.. target.MakeSeeds()];

        Assert.All(seeds, seed => Assert.Null(judge.Learn(seed)));
        Assert.Equal(!Unsigned.Contains(name), seeds.Exists(seed => target.Read(seed).Count > 0));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_mutant_has_no_faults(string name)
    {
        var target = Find(name);
        var judge = new Judge(target);
        List<byte[]> seeds = [.. target.MakeSeeds()];
        foreach (var seed in seeds) judge.Learn(seed);

        Gen.Select(Gen.Int[0, seeds.Count - 1], Gen.Int[0, seeds.Count - 1], Gen.Int).Sample(
            (one, other, chance) => judge.Look(Mutant.Of(seeds[one], seeds[other], new Random(chance))) is not { } fault ? true : throw new InvalidOperationException($"{fault}"),
            iter: 40,
            threads: 1);
    }

    [Fact]
    public void Nobody_is_told_right_what_no_seed_says()
    {
        var target = Find("cms");
        var judge = new Judge(target);

        // Learned nothing: even what is right is unknown.
        Assert.Equal("passes", judge.Look(target.MakeSeeds().First())?.Kind);
    }

    private static FuzzTarget Find(string name) => FuzzTarget.All.Single(target => target.Name == name);
}
