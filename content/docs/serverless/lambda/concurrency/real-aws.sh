# Before: function.setup.ts, a function named greet
aws lambda get-account-settings --query AccountLimit
aws lambda put-function-concurrency --function-name greet --reserved-concurrent-executions 100
aws lambda get-account-settings --query AccountLimit.UnreservedConcurrentExecutions
# None at all: nobody gets an answer
aws lambda put-function-concurrency --function-name greet --reserved-concurrent-executions 0
aws lambda invoke --function-name greet /dev/null # exits 254
aws lambda delete-function-concurrency --function-name greet
aws lambda invoke --function-name greet /dev/null
